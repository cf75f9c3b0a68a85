// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.papers.bi2026.BiReproduction;
import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Judged;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.campaign.Synthetic;
import calorimeter.papers.campaign.SyntheticOutlook;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SyntheticSweeps;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.verma2026.VermaReproduction;
import calorimeter.report.page.DrawnPage;
import calorimeter.report.page.PanelFigure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Plans, claims and reports of verma2026 and bi2026.
class SweepReproductionsTest {

    private static final Outlook NOTHING = new SyntheticOutlook(0.5);

    private static RunEvidence decayed(Item item) {
        double decay = item.parameters().training().optimizer().weightDecay();
        double time = decay < 0.4 || decay >= 5 ? Double.POSITIVE_INFINITY : 600 * Math.pow(decay - 0.2, -0.8);
        return SyntheticSweeps.decayed(decay, item.seed(), time * (1 + 0.02 * item.seed()), decay < 5 ? 0.7 : 0.99);
    }

    private static RunEvidence contrasted(Item item) {
        double fraction = item.parameters().training().operation().trainFraction();
        double noise = new SplittableRandom(item.seed() + 31L * item.modulus()).nextGaussian();
        return SyntheticSweeps.contrasted(
                item.modulus(), fraction, item.seed(), 8 * (fraction - 0.6) * Math.log(item.modulus()) + noise);
    }

    private static Judged judged(Reproduction reproduction, Function<Item, RunEvidence> of) {
        Outlook outlook = SyntheticOutlook.all(of);
        CampaignPlan plan = reproduction.plan(outlook);
        Evidence evidence = SyntheticOutlook.evidence(plan, outlook);
        return Synthetic.judged(reproduction, plan, evidence, 0, 0);
    }

    private static Verdict verdict(Judged judged, String id) {
        return judged.verdicts().stream()
                .filter(verdicted -> verdicted.claim().id().equals(id))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    @ParameterizedTest
    @EnumSource
    void plansAreKnownFromTheStartAndTheirRunsAreDistinct(Size size) {
        for (String name : List.of("verma2026", "bi2026")) {
            Reproduction reproduction = Reproductions.find(name, size);
            CampaignPlan plan = reproduction.plan(NOTHING);
            assertThat(plan.complete()).isTrue();
            assertThat(plan.planned()).containsEntry(Arm.SWEPT, plan.items().size());
            List<String> identities =
                    plan.items().stream().map(Synthetic::identity).toList();
            assertThat(new HashSet<>(identities)).hasSameSizeAs(identities);
            assertThat(reproduction.claims().stream().map(Claim::id)).doesNotHaveDuplicates();
        }
    }

    @Test
    void theQuickSizeTellsItsEstimatesWithoutComparingThem() {
        Judged verma = judged(new VermaReproduction(Size.QUICK), SweepReproductionsTest::decayed);
        assertThat(verdict(verma, "V-THRESHOLD")).isInstanceOf(Verdict.Tested.class);
        assertThat(((Verdict.NotTested) verdict(verma, "V-THRESHOLD-VALUE")).reason())
                .contains("here λ_c = ")
                .contains("smaller model");
        assertThat(((Verdict.NotTested) verdict(verma, "V-EXPONENT-VALUE")).reason())
                .contains("here ν = ");
        Judged bi = judged(new BiReproduction(Size.QUICK), SweepReproductionsTest::contrasted);
        assertThat(verdict(bi, "B-CROSSING")).isInstanceOf(Verdict.Tested.class);
        assertThat(verdict(bi, "B-CROSSING-VALUE")).isInstanceOf(Verdict.NotTested.class);
        assertThat(verdict(bi, "B-SUSCEPTIBILITY")).isInstanceOf(Verdict.Tested.class);
    }

    @Test
    void reportsHaveAllFiguresWithTheirNumbers(@TempDir Path folder) throws IOException {
        Judged verma = judged(new VermaReproduction(Size.QUICK), SweepReproductionsTest::decayed);
        Judged bi = judged(new BiReproduction(Size.QUICK), SweepReproductionsTest::contrasted);
        assertFigures(folder.resolve("v"), verma, List.of("transition", "times", "regimes"));
        assertFigures(folder.resolve("b"), bi, List.of("binder", "susceptibility"));
    }

    @Test
    void aBrowserDrawsEveryPanelAndHasTheNumbersOfEveryPoint(@TempDir Path folder) throws Exception {
        Judged verma = judged(new VermaReproduction(Size.QUICK), SweepReproductionsTest::decayed);
        String page = Files.readString(Synthetic.report(folder, verma));
        String document = DrawnPage.clicked(folder, page);

        List<PanelFigure> figures = verma.reproduction().figures(verma.evidence());
        DrawnPage.assertComplete(
                document, figures.stream().mapToInt(f -> f.panels().size()).sum());
        String points = figures.stream()
                .map(figure -> figure.panels().stream()
                        .flatMap(panel -> panel.curves().stream())
                        .mapToInt(curve -> curve.points().size())
                        .sum())
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        assertThat(document)
                .contains("data-points=\"" + points + "\"")
                .contains("data-columns=\"panel,curve,category,x,y,lower,upper\"")
                .contains("aria-pressed=\"false\" title=\"Show or hide\"");
    }

    private static void assertFigures(Path folder, Judged judged, List<String> figures) throws IOException {
        String html = Files.readString(Synthetic.report(folder, judged));
        for (String figure : figures) {
            assertThat(html).contains("<section id=\"" + figure + "\">");
            assertThat(Files.readAllLines(folder.resolve(figure + ".csv"))).hasSizeGreaterThan(3);
        }
        assertThat(judged.reproduction().figures(judged.evidence())).hasSameSizeAs(figures);
    }

    @Test
    void nothingFinishedHasNoFigures() {
        for (Size size : Size.values()) {
            Reproduction verma = new VermaReproduction(size);
            Evidence none = SyntheticOutlook.evidence(verma.plan(NOTHING), NOTHING);
            assertThat(verma.figures(none)).isEmpty();
            assertThat(new BiReproduction(size).figures(none)).isEmpty();
        }
    }
}
