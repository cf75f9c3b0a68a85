// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.store.Column;
import calorimeter.lab.store.Declaration;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunDescription;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRunner;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.IdentityHolds;
import calorimeter.papers.claim.PeakPrecedes;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Searches;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.kim2026.IdentitiesOfAnyRun;
import calorimeter.report.page.PanelFigure;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A campaign of tiny real runs: declared, stopped on the way, continued, judged from the store.
class CampaignTest {

    @TempDir
    Path home;

    private record Tiny(double share, int seeds, boolean pilot) implements Reproduction {

        Tiny(double share) {
            this(share, 2);
        }

        Tiny(double share, int seeds) {
            this(share, seeds, false);
        }

        @Override
        public String design() {
            return "seeds 0 to " + (seeds - 1);
        }

        @Override
        public String name() {
            return "tiny";
        }

        @Override
        public String title() {
            return "A tiny experiment";
        }

        @Override
        public String summary() {
            return "Two short runs.";
        }

        @Override
        public Size size() {
            return Size.QUICK;
        }

        @Override
        public PeakRule rule() {
            return PeakRule.standard();
        }

        @Override
        public List<Claim> claims() {
            return List.of(
                    new Claim(
                            "T-ROWS",
                            "Rows are canonical",
                            "ours",
                            new IdentityHolds("Rows.", IdentitiesOfAnyRun.bounds())),
                    new Claim(
                            "T-PEAK",
                            "A peak",
                            "ours",
                            new PeakPrecedes(
                                    Searches.search(PeakSearch.Sight.ONLINE, rule()),
                                    share,
                                    List.of(Arm.MAIN),
                                    Optional.empty())));
        }

        @Override
        public CampaignPlan plan(Outlook outlook) {
            List<Item> items = LongStream.range(0, seeds).mapToObj(this::item).toList();
            return new CampaignPlan(List.of(new Stage("main", items)), true, Map.of(Arm.MAIN, seeds), List.of());
        }

        private Item item(long seed) {
            return new Item(
                    pilot && seed == 0 ? Arm.PILOT : Arm.MAIN,
                    RunSettings.of("nanda")
                            .with("p", 7)
                            .with("width", 16)
                            .with("mlp-width", 16)
                            .with("seed", seed)
                            .with("max-steps", 30)
                            .parameters());
        }

        @Override
        public List<PanelFigure> figures(Evidence evidence) {
            return List.of();
        }

        @Override
        public List<String> columns() {
            return List.of(RunEvidence.SPECIFIC_HEAT);
        }

        @Override
        public List<Evidence.Residual> residuals(RunStore store, Map<Item, RunRecord> finished) {
            return IdentitiesOfAnyRun.residuals(store, finished);
        }
    }

    private static RunQueue.Ending run(RunStore store, Campaign campaign, int stopAfter) {
        AtomicInteger steps = new AtomicInteger();
        SweepRunner.Options options =
                SweepRunner.Options.of(1, "test", null).withStop(() -> steps.incrementAndGet() > stopAfter);
        return campaign.run(
                RunQueue.sweeps(store, options, () -> SweepListener.NONE),
                (plan, stage, missing) -> assertThat(missing).isPositive());
    }

    private static Verdict verdict(Judged judged, String id) {
        return judged.verdicts().stream()
                .filter(verdicted -> verdicted.claim().id().equals(id))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    private static void attempt(RunStore store, Item item, RunStatus status) {
        RunDescription description = new RunDescription(
                "train",
                "nanda",
                item.seed(),
                "{}",
                StoreOutlook.identity(item),
                List.of(new Column("train.loss", "L", "nat", "training loss")),
                Provenance.ofThisProcess("test", null, "scalar", 1));
        try (RunHandle run = store.start(description)) {
            store.finish(run, status, 5, 1, null);
        }
    }

    @Test
    void itIsStoppedContinuedAndJudgedFromTheStoreAlone() {
        try (RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, new Tiny(0.8));
            campaign.declare();
            assertThat(verdict(campaign.judge(), "T-ROWS")).isInstanceOf(Verdict.NotTested.class);
            assertThat(run(store, campaign, 10)).isEqualTo(RunQueue.Ending.STOPPED);
            assertThat(store.runs()).isNotEmpty().noneMatch(run -> run.status() == RunStatus.COMPLETED);
        }
        try (RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, new Tiny(0.8));
            campaign.declare();
            assertThat(run(store, campaign, Integer.MAX_VALUE)).isEqualTo(RunQueue.Ending.COMPLETE);
            assertThat(store.runs()).hasSize(2);
        }
        try (RunStore store = RunStore.open(home)) {
            Judged judged = new Campaign(store, new Tiny(0.8)).judge();
            assertThat(judged.missing()).isZero();
            assertThat(verdict(judged, "T-ROWS")).isInstanceOf(Verdict.Supported.class);
            assertThat(((Verdict.NotTested) verdict(judged, "T-PEAK")).reason())
                    .contains("of 2 planned runs of the arm 'main' 2 are finished and 0 generalised");
            assertThat(judged.verdicts())
                    .allMatch(verdicted -> verdicted.history().warning().isEmpty());
        }
    }

    @Test
    void aPredictionChangedAfterTheRunsSaysSoAndShowsBoth() {
        try (RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, new Tiny(0.8));
            campaign.declare();
            run(store, campaign, Integer.MAX_VALUE);
            Campaign edited = new Campaign(store, new Tiny(0.5));
            edited.declare();
            Judged.History history = edited.judge().verdicts().getLast().history();
            assertThat(history.warning()).startsWith("prediction changed after the runs began");
            assertThat(history.runsBefore()).isEqualTo(2);
            assertThat(history.others()).hasSize(1);
            assertThat(history.others().getFirst().text()).contains("exceeds 0.8");
            assertThat(edited.judge().verdicts().getFirst().history().warning()).isEmpty();
        }
    }

    @Test
    void aDesignThatGrewAfterALookSaysSo() {
        try (RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, new Tiny(0.8, 2));
            campaign.declare();
            run(store, campaign, Integer.MAX_VALUE);
            assertThat(campaign.judge().design().designWarning()).isEmpty();
            Campaign grown = new Campaign(store, new Tiny(0.8, 3));
            grown.declare();
            Judged judged = grown.judge();
            assertThat(judged.design().designWarning())
                    .isEqualTo("changed, this one declared after 2 of its runs had begun: p-values are nominal");
            assertThat(judged.verdicts())
                    .allMatch(verdicted -> verdicted.history().warning().isEmpty());
        }
    }

    @Test
    void aClaimDeclaredAfterItsRunsSaysSo() {
        try (RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, new Tiny(0.8));
            run(store, campaign, Integer.MAX_VALUE);
            campaign.declare();
            assertThat(campaign.judge().verdicts().getFirst().history().warning())
                    .isEqualTo("declared after 2 of its runs had begun");
        }
    }

    @Test
    void theSameWordsDeclaredForAnotherSizeCountButNotItsDesign() {
        try (RunStore store = RunStore.open(home)) {
            Tiny tiny = new Tiny(0.8);
            store.declare(tiny.claims().stream()
                    .map(claim -> new Declaration(
                            tiny.key(Size.STANDARD), claim.id(), claim.identity(), claim.text(), Instant.now()))
                    .toList());
            Campaign campaign = new Campaign(store, tiny);
            run(store, campaign, Integer.MAX_VALUE);
            campaign.declare();
            Judged judged = campaign.judge();
            assertThat(judged.verdicts())
                    .allMatch(verdicted -> verdicted.history().warning().isEmpty());
            assertThat(judged.design().designWarning()).contains("after 2 of its runs");
        }
    }

    @Test
    void whatWasNeverDeclaredSaysSo() {
        try (RunStore store = RunStore.open(home)) {
            Judged judged = new Campaign(store, new Tiny(0.8)).judge();
            assertThat(judged.verdicts())
                    .allMatch(verdicted -> verdicted.history().warning().startsWith("not declared in this store"));
            assertThat(JudgedJson.of(judged).at("/claims/0/declared").isNull()).isTrue();
        }
    }

    @Test
    void wordsThatWereTakenBackAreTold() {
        try (RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, new Tiny(0.8));
            campaign.declare();
            run(store, campaign, Integer.MAX_VALUE);
            new Campaign(store, new Tiny(0.5)).declare();
            campaign.declare();
            Judged.History history = campaign.judge().verdicts().getLast().history();
            assertThat(history.runsBefore()).isZero();
            assertThat(history.others().getFirst().text()).contains("exceeds 0.5");
            assertThat(history.warning())
                    .startsWith("other words were declared later")
                    .endsWith("taken back");
        }
    }

    @Test
    void runsOfAPilotBeforeTheDeclarationAreNoLook() {
        try (RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, new Tiny(0.8, 3, true));
            run(store, campaign, Integer.MAX_VALUE);
            campaign.declare();
            Judged judged = campaign.judge();
            assertThat(judged.runs()).hasSize(3);
            assertThat(judged.design().designWarning()).contains("after 2 of its runs");
            assertThat(judged.verdicts())
                    .allMatch(verdicted -> verdicted.history().runsBefore() == 2);
        }
    }

    @Test
    @Timeout(60)
    void aQueueThatComputesNothingDoesNotKeepItForEver() {
        try (RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, new Tiny(0.8));
            assertThat(campaign.run((name, items) -> RunQueue.Ending.COMPLETE, (plan, stage, missing) -> {}))
                    .isEqualTo(RunQueue.Ending.INCOMPLETE);
        }
    }

    @Test
    void aRunThatDivergedHasEndedThoughALaterAttemptWasInterrupted() {
        try (RunStore store = RunStore.open(home)) {
            Item item = new Tiny(0.8).item(0);
            for (RunStatus status : List.of(RunStatus.DIVERGED, RunStatus.INTERRUPTED)) {
                attempt(store, item, status);
            }
            StoreOutlook outlook = new StoreOutlook(store, new Tiny(0.8));
            assertThat(outlook.isPending(item)).isFalse();
            assertThat(outlook.finished(item)).isEmpty();
            attempt(store, item, RunStatus.COMPLETED);
            assertThat(new StoreOutlook(store, new Tiny(0.8)).attempt(item))
                    .hasValueSatisfying(run -> assertThat(run.status()).isEqualTo(RunStatus.COMPLETED));
        }
    }
}
