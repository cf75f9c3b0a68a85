// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.pandey2026;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.campaign.SyntheticOutlook;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PandeyReproductionTest {

    private static List<Item> items(CampaignPlan plan, Arm arm) {
        return plan.items().stream().filter(item -> item.arm().equals(arm)).toList();
    }

    @Test
    void theConstantDecayTakesItsValueFromTheFinishedController() {
        PandeyReproduction pandey = new PandeyReproduction(Size.STANDARD);
        CampaignPlan before = pandey.plan(new SyntheticOutlook(0.3));
        assertThat(items(before, PandeyGrid.EQUAL_MEAN)).isEmpty();
        assertThat(before.complete()).isFalse();
        CampaignPlan after = pandey.plan(new SyntheticOutlook(0.3, PandeyGrid.COLD_START));
        assertThat(after.complete()).isTrue();
        assertThat(items(after, PandeyGrid.EQUAL_MEAN))
                .hasSize(8)
                .allMatch(item -> item.parameters().training().optimizer().weightDecay() == 0.3);
    }

    /// After it the mean goes on to 0.5, which the comparison must not know.
    @Test
    void theConstantDecayIsTheMeanUntilGeneralisation() {
        Outlook finished = new SyntheticOutlook(0.3, PandeyGrid.COLD_START);
        Outlook drifting = new Outlook() {
            @Override
            public boolean isPending(Item item) {
                return finished.isPending(item);
            }

            @Override
            public Optional<RunEvidence> finished(Item item) {
                double generalised = 3000;
                return finished.finished(item)
                        .map(run -> SyntheticRuns.run(
                                SyntheticRuns.main(item.modulus(), item.seed())
                                        .as(item.arm(), generalised)
                                        .until(6000),
                                Map.of(PandeyReproduction.MEAN_DECAY, step -> step <= generalised ? 0.3 : 0.5)));
            }
        };
        assertThat(items(new PandeyReproduction(Size.STANDARD).plan(drifting), PandeyGrid.EQUAL_MEAN))
                .hasSize(8)
                .allMatch(item -> item.parameters().training().optimizer().weightDecay() == 0.3);
    }

    @Test
    void aColdStartThatDivergedHasNoConstantDecayAndHoldsNothingUp() {
        Outlook finished = new SyntheticOutlook(0.3, PandeyGrid.COLD_START);
        Outlook broken = new Outlook() {
            @Override
            public boolean isPending(Item item) {
                return finished.isPending(item);
            }

            @Override
            public Optional<RunEvidence> finished(Item item) {
                return finished.finished(item).filter(run -> run.seed() != 3);
            }
        };
        CampaignPlan plan = new PandeyReproduction(Size.STANDARD).plan(broken);
        assertThat(plan.complete()).isTrue();
        assertThat(items(plan, PandeyGrid.EQUAL_MEAN)).hasSize(7).noneMatch(item -> item.seed() == 3);
    }

    /// So that one that is stopped has pairs to judge by: four, then the eight that may decide, then their
    /// third arm.
    @Test
    void pairsComeInFoursAndTheConstantDecayAfterEight() {
        SyntheticOutlook finished = SyntheticOutlook.all(0.3);
        for (Size size : List.of(Size.STANDARD, Size.FULL)) {
            CampaignPlan plan = new PandeyReproduction(size).plan(finished);
            List<String> names = plan.stages().stream().map(Stage::name).toList();
            assertThat(names).startsWith("seeds from 0", "seeds from 4", "equal mean, seeds from 0");
            for (Stage stage : plan.stages()) {
                boolean third = stage.name().startsWith("equal mean");
                assertThat(stage.items()).extracting(Item::seed).isSorted();
                assertThat(stage.items()).allMatch(item -> item.arm().equals(PandeyGrid.EQUAL_MEAN) == third);
                long first = stage.items().getFirst().seed();
                assertThat(stage.items()).allMatch(item -> item.seed() / (third ? 8 : 4) == first / (third ? 8 : 4));
            }
            assertThat(plan.items()).doesNotHaveDuplicates();
        }
    }

    @Test
    void armsOfASeedDifferInNothingButTheIntervention() {
        CampaignPlan plan = new PandeyReproduction(Size.FULL).plan(SyntheticOutlook.all(0.3));
        for (Item baseline : items(plan, PandeyGrid.BASELINE)) {
            Map<String, String> own = baseline.parameters().values();
            for (Item other : plan.items()) {
                if (other.seed() == baseline.seed() && !other.arm().equals(PandeyGrid.BASELINE)) {
                    assertThat(other.parameters().values().entrySet().stream()
                                    .filter(entry -> !entry.getValue().equals(own.get(entry.getKey())))
                                    .map(Map.Entry::getKey)
                                    .collect(Collectors.toSet()))
                            .isSubsetOf(
                                    "weight-decay",
                                    "weight-decay-controller",
                                    "controller-gain",
                                    "controller-threshold",
                                    "controller-step",
                                    "controller-z",
                                    "controller-smoothing",
                                    "controller-gate",
                                    "controller-period")
                            .isNotEmpty();
                }
            }
        }
    }

    @Test
    void anEarlierControllerIsSeenAndOtherModuliAreNotComparedWithTheSource() {
        PandeyReproduction pandey = new PandeyReproduction(
                Size.QUICK, new PandeyGrid(31, 10, List.of(PandeyGrid.COLD_START, PandeyGrid.EQUAL_MEAN), 6_000));
        SyntheticOutlook outlook = SyntheticOutlook.all(0.3);
        Evidence evidence = SyntheticOutlook.evidence(pandey.plan(outlook), outlook);
        List<Claim> claims = pandey.claims();
        List<Verdict> verdicts = Family.judge(claims, evidence);
        Map<String, String> words = new HashMap<>();
        for (int i = 0; i < claims.size(); i++) {
            words.put(claims.get(i).id(), verdicts.get(i).word());
        }
        assertThat(words)
                .containsEntry("P-LATENCY", "Supported")
                .containsEntry("P-BASELINE", "NotTested")
                .containsEntry("P-CONTINUOUS", "NotTested");
        assertThat(pandey.figures(evidence)).hasSize(2);
    }

    @Test
    void theStatementsNameWhatIsJudgedAndWhoseItIs() {
        for (Claim claim : new PandeyReproduction(Size.FULL).claims()) {
            switch (claim.id()) {
                case "P-CONTINUOUS" -> assertThat(claim.statement()).contains("with a cold start");
                case "P-TIMING" -> assertThat(claim.source()).startsWith("ours, on Pandey");
                default -> assertThat(claim.source()).startsWith("Pandey");
            }
        }
    }
}
