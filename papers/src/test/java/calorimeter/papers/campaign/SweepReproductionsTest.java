package calorimeter.papers.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.run.TrainParameters;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SyntheticSweeps;
import calorimeter.papers.claim.Verdict;
import calorimeter.report.page.DrawnPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Plans, claims and reports of verma2026 and bi2026.
class SweepReproductionsTest {

    private static final Outlook NOTHING = item -> Outlook.PENDING;

    private static RunEvidence decayed(Item item) {
        double decay = item.parameters().training().optimizer().weightDecay();
        double time = decay < 0.4 || decay >= 5 ? Double.POSITIVE_INFINITY : 600 * Math.pow(decay - 0.2, -0.8);
        return SyntheticSweeps.decayed(decay, item.seed(), time * (1 + 0.02 * item.seed()), decay < 5 ? 0.7 : 0.99);
    }

    private static RunEvidence contrasted(Item item) {
        double fraction = item.parameters().training().task().trainFraction();
        double noise = new SplittableRandom(item.seed() + 31L * item.modulus()).nextGaussian();
        return SyntheticSweeps.contrasted(
                item.modulus(), fraction, item.seed(), 8 * (fraction - 0.6) * Math.log(item.modulus()) + noise);
    }

    private static Judged judged(Reproduction reproduction, Function<Item, RunEvidence> of) {
        Outlook outlook = item -> new Outlook.Fate.Finished(of.apply(item));
        Plan plan = reproduction.plan(outlook);
        Evidence evidence = SyntheticOutlook.evidence(plan, outlook);
        List<Judged.Verdicted> verdicts = Family.judge(reproduction.claims(), evidence).stream()
                .map(judgement ->
                        new Judged.Verdicted(judgement, new Judged.History(Optional.of(Instant.EPOCH), 0, List.of())))
                .toList();
        return new Judged(
                reproduction,
                plan,
                evidence,
                verdicts,
                new Judged.History(Optional.of(Instant.EPOCH), 0, List.of()),
                List.of(),
                List.of(),
                0);
    }

    private static Verdict verdict(Judged judged, String id) {
        return judged.verdicts().stream()
                .map(Judged.Verdicted::judgement)
                .filter(judgement -> judgement.claim().id().equals(id))
                .findFirst()
                .orElseThrow()
                .verdict();
    }

    @ParameterizedTest
    @EnumSource
    void plansAreKnownFromTheStartAndTheirRunsAreDistinct(Size size) {
        for (String name : List.of("verma2026", "bi2026")) {
            Reproduction reproduction = Reproductions.find(name, size);
            Plan plan = reproduction.plan(NOTHING);
            assertThat(plan.complete()).isTrue();
            assertThat(plan.planned()).containsEntry(Arm.SWEPT, plan.items().size());
            List<String> identities =
                    plan.items().stream().map(StoreOutlook::identity).toList();
            assertThat(new HashSet<>(identities)).hasSameSizeAs(identities);
            assertThat(reproduction.claims().stream().map(Claim::id)).doesNotHaveDuplicates();
        }
    }

    @ParameterizedTest
    @EnumSource
    void designsStateTheGridInTheSameWordsInEveryProcess(Size size) {
        VermaGrid verma = VermaGrid.of(size);
        assertThat(new VermaReproduction(size).design())
                .contains("modulus=" + verma.modulus(), verma.decays().toString(), "seeds=" + verma.seeds())
                .contains("budget=" + verma.budget(), "sustain=" + verma.sustain(), "preset verma")
                .contains("the seeds 0 to " + (verma.seeds() - 1));
        BiGrid bi = BiGrid.of(size);
        assertThat(new BiReproduction(size).design())
                .contains(bi.moduli().toString(), bi.fractions().toString(), "seeds=" + bi.seeds())
                .contains("steps=" + bi.steps(), "preset bi", "the seeds 0 to " + (bi.seeds() - 1));
        for (Map<String, String> changes : List.of(verma.changes(), bi.changes())) {
            assertThat(List.copyOf(changes.keySet())).isSorted();
        }
    }

    @Test
    void theDefaultAndTheFullSweepOfTheWeightDecayAreTheSources() {
        for (Size size : List.of(Size.STANDARD, Size.FULL)) {
            for (Item item : new VermaReproduction(size).plan(NOTHING).items()) {
                TrainParameters parameters = item.parameters();
                assertThat(parameters.training().task().modulus()).isEqualTo(97);
                assertThat(parameters.training().transformer().layers()).isEqualTo(4);
            }
            assertThat(VermaGrid.of(size).unlike()).isEmpty();
        }
        assertThat(VermaGrid.of(Size.QUICK).unlike()).contains("p = 23");
    }

    @Test
    void everyRunOfTheOrderParameterHasTheSameLength() {
        for (Size size : Size.values()) {
            int steps = BiGrid.of(size).steps();
            for (Item item : new BiReproduction(size).plan(NOTHING).items()) {
                assertThat(item.parameters().stopping().maxSteps()).isEqualTo(steps);
                assertThat(item.parameters().stopping().whenSustained()).isFalse();
            }
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
        String page = Files.readString(JudgedReport.write(folder, verma, Origins.here()));
        String document = DrawnPage.clicked(folder, page);

        List<PaperFigure> figures = verma.reproduction().figures(verma.evidence());
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
        String html = Files.readString(JudgedReport.write(folder, judged, Origins.here()));
        for (String figure : figures) {
            assertThat(html).contains("<section id=\"" + figure + "\">");
            assertThat(Files.readAllLines(folder.resolve(figure + ".csv"))).hasSizeGreaterThan(3);
        }
        assertThat(judged.reproduction().figures(judged.evidence())).hasSameSizeAs(figures);
    }

    @Test
    void nothingFinishedHasNoFigures() {
        for (Size size : Size.values()) {
            Judged none = new Judged(
                    new VermaReproduction(size),
                    new VermaReproduction(size).plan(NOTHING),
                    SyntheticOutlook.evidence(new VermaReproduction(size).plan(NOTHING), NOTHING),
                    List.of(),
                    new Judged.History(Optional.of(Instant.EPOCH), 0, List.of()),
                    List.of(),
                    List.of(),
                    0);
            assertThat(none.reproduction().figures(none.evidence())).isEmpty();
            assertThat(new BiReproduction(size).figures(none.evidence())).isEmpty();
        }
    }
}
