// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Judged;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.campaign.Synthetic;
import calorimeter.papers.campaign.SyntheticOutlook;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.statistics.peaks.PeakDetector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KimReproductionTest {

    private static final KimGrid GRID = new KimGrid(
            List.of(23, 31, 53),
            6,
            List.of(31, 53),
            23,
            2,
            List.of(0.3, 0.4, 0.5, 0.6, 0.7),
            List.of(1001L, 1002L),
            8000,
            4000,
            false);

    private final KimReproduction kim = new KimReproduction(Size.QUICK, GRID);

    private static List<Item> items(CampaignPlan plan, Arm arm) {
        return plan.items().stream().filter(item -> item.arm().equals(arm)).toList();
    }

    @Test
    void beforeAnyRunOnlyTheLeastFractionIsTried() {
        CampaignPlan plan = kim.plan(new SyntheticOutlook(0.5));
        assertThat(plan.complete()).isFalse();
        assertThat(items(plan, Arm.PILOT))
                .hasSize(6)
                .allMatch(item -> item.parameters().training().operation().trainFraction() == 0.3);
        assertThat(items(plan, Arm.MAIN)).isEmpty();
    }

    @Test
    void thePilotTakesTheLeastFractionAtWhichAllItsSeedsGeneralise() {
        CampaignPlan plan = kim.plan(new SyntheticOutlook(0.5, Arm.PILOT));
        assertThat(items(plan, Arm.PILOT)).hasSize(3 * 3 * 2);
        assertThat(items(plan, Arm.MAIN))
                .hasSize(18)
                .allMatch(item -> item.parameters().training().operation().trainFraction() == 0.5);
        assertThat(items(plan, Arm.MAIN).stream().map(Item::seed))
                .doesNotContain(1001L, 1002L)
                .doesNotHaveDuplicates();
        assertThat(items(plan, KimGrid.NO_DECAY)).isEmpty();
        assertThat(plan.complete()).isFalse();
    }

    @Test
    void aPrimeThatNeverGeneralisesIsSaidAndLeftOut() {
        CampaignPlan plan = kim.plan(new SyntheticOutlook(0.9, Arm.PILOT));
        assertThat(items(plan, Arm.PILOT)).hasSize(3 * 5 * 2);
        assertThat(items(plan, Arm.MAIN)).isEmpty();
        assertThat(plan.complete()).isTrue();
        assertThat(plan.remarks())
                .hasSize(3)
                .allMatch(remark -> remark.contains("no fraction of [0.3, 0.4, 0.5, 0.6, 0.7]"));
    }

    @Test
    void nullsRunUntilTheirClockHasRung() {
        SyntheticOutlook outlook = new SyntheticOutlook(0.3, Arm.PILOT, Arm.MAIN);
        CampaignPlan plan = kim.plan(outlook);
        assertThat(plan.complete()).isTrue();
        for (Arm arm : KimGrid.NULLS) {
            assertThat(items(plan, arm)).hasSize(18);
        }
        for (Item item : plan.items()) {
            if (!KimGrid.NULLS.contains(item.arm())) {
                continue;
            }
            Item partner = items(plan, Arm.MAIN).stream()
                    .filter(main -> main.modulus() == item.modulus() && main.seed() == item.seed())
                    .findFirst()
                    .orElseThrow();
            RunEvidence run = outlook.finished(partner).orElseThrow();
            assertThat(item.parameters().training().optimizer().weightDecay() > 0)
                    .isEqualTo(!item.arm().equals(KimGrid.NO_DECAY));
            assertThat(item.parameters().training().operation().trainFraction())
                    .isEqualTo(item.arm().equals(KimGrid.FEW_DATA) ? 0.2 : 0.3);
            assertThat(item.parameters().stopping().maxSteps()).isEqualTo((int)
                    Math.ceil(run.lastStep() * (item.arm().equals(KimGrid.RANDOM_LABELS) ? 1.5 : 1)));
        }
    }

    @Test
    void temperaturesAreTurnedInTheMainRunsOfOnePrime() {
        KimGrid grid =
                new KimGrid(List.of(31, 37), 3, List.of(31), 23, 2, List.of(0.5), List.of(1001L), 8000, 4000, true);
        CampaignPlan plan = KimPlan.of(grid, new SyntheticOutlook(0.5, Arm.PILOT));
        List<Item> turned = plan.stages().getLast().items();
        assertThat(turned).hasSize(3 * 4).allMatch(item -> item.modulus() == 37);
        List<Item> main = items(plan, Arm.MAIN).stream()
                .filter(item -> item.modulus() == 37)
                .toList();
        for (Tempering tempering : Tempering.ALL) {
            List<Item> arm = items(plan, tempering.arm());
            assertThat(plan.planned()).containsEntry(tempering.arm(), 3);
            assertThat(arm.stream().map(Item::seed))
                    .isEqualTo(main.stream().map(Item::seed).toList());
            Map<String, String> values = arm.getFirst().parameters().values();
            assertThat(values).isNotEqualTo(main.getFirst().parameters().values());
            tempering
                    .settings()
                    .forEach((name, value) -> assertThat(values.get(name)).startsWith(value));
        }
        assertThatThrownBy(() ->
                        new KimGrid(List.of(31), 3, List.of(31), 23, 2, List.of(0.5), List.of(1001L), 8000, 4000, true))
                .hasMessageContaining("p = 37");
    }

    @Test
    void everyClaimOfThePaperIsThere() {
        List<String> ids = kim.claims().stream().map(Claim::id).toList();
        assertThat(ids).doesNotHaveDuplicates();
        for (String id : List.of(
                "K-SOFTMAX",
                "K-FDT",
                "K-ONLINE",
                "K-ONLINE-NULL",
                "K-TRANSITION",
                "K-INTERVENTION",
                "K-PEAK-INFORMATIVE",
                "K-WARNING",
                "K-SCALING",
                "K-ROPE",
                "K-FIRSTLAW",
                "K-TEMPERATURE")) {
            assertThat(ids).anyMatch(found -> found.equals(id) || found.startsWith(id + "."));
        }
    }

    @Test
    void predictionsHaveTheConstantsThatJudgeThem() {
        Map<String, String> texts = kim.claims().stream()
                .collect(Collectors.toMap(Claim::id, claim -> claim.prediction().text()));
        assertThat(texts.get("K-SOFTMAX"))
                .contains("2 runs of each arm and modulus, at most 64 rows each")
                .contains("rows.certificate at most 1.0E-10");
        assertThat(texts.get("K-FDT")).contains("rows.specific-heat at most 1.0E-9");
        assertThat(texts.get("K-ROPE"))
                .contains("rotary.trained-shift at most 1.0E-12")
                .contains("learned.trained-shift at most 1.0");
        assertThat(texts.get("K-SCALING.temperature"))
                .contains("columns attention.V, weights.norm.layer0.attention.query, weights.norm.layer0.attention.key")
                .contains("at least 3 runs");
        assertThat(texts.get("K-FIRSTLAW"))
                .contains("at least 3 runs")
                .contains("ledger.entropy-production")
                .contains("different times of training");
        assertThat(texts.get("K-ONLINE.C.95")).contains("detector version " + PeakDetector.VERSION);
    }

    @Test
    void theReportHasAllFiguresWithTheirNumbers(@TempDir Path folder) throws IOException {
        SyntheticOutlook outlook = new SyntheticOutlook(
                0.3,
                Arm.PILOT,
                Arm.MAIN,
                KimGrid.NO_DECAY,
                KimGrid.RANDOM_LABELS,
                KimGrid.FEW_DATA,
                KimGrid.HALF_RATE,
                KimGrid.LONG_MEMORY,
                KimGrid.UNORDERED,
                KimGrid.SECOND_MODEL);
        CampaignPlan plan = kim.plan(outlook);
        Evidence evidence = SyntheticOutlook.evidence(plan, outlook);
        Judged judged = Synthetic.judged(kim, plan, evidence, 3, 6);
        Path page = Synthetic.report(folder, judged);
        String html = Files.readString(page);
        for (String figure : List.of("aligned", "leads", "times", "nulls", "warnings")) {
            assertThat(html).contains("<section id=\"" + figure + "\">");
            List<String> lines = Files.readAllLines(folder.resolve(figure + ".csv"));
            assertThat(lines).hasSizeGreaterThan(3).first().isEqualTo("panel,curve,category,x,y,lower,upper");
        }
        assertThat(Files.readAllLines(folder.resolve("claims.csv")))
                .hasSize(kim.claims().size() + 1);
        String unfinished = "6 of the runs known so far are missing";
        assertThat(html).contains("Not finished: " + unfinished);
        assertThat(Synthetic.section(judged)).contains("- not finished: " + unfinished);
        assertThat(html)
                .contains("second edition: KimGrid[primes=[23, 31, 53]")
                .contains("declared after 3 of its runs had begun");
        assertThat(Synthetic.section(judged))
                .contains("- design: second edition: KimGrid[primes=[23, 31, 53]")
                .contains("Predictions, in the words declared (a note says where that was after runs had begun):");
        assertThat(Synthetic.section(judged).lines().filter(line -> line.startsWith("| K-")))
                .hasSize(kim.claims().size())
                .allMatch(line -> line.split("(?<!\\\\)\\|", -1).length == 8);
        assertThat(html.indexOf("id=\"claims\"")).isLessThan(html.indexOf("id=\"aligned\""));
        assertThat(Arrays.stream(html.split("class=\"verdict ")).count())
                .isEqualTo(kim.claims().size() + 1);
    }
}
