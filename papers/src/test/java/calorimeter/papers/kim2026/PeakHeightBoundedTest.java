package calorimeter.papers.kim2026;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.PeakWindow;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import calorimeter.statistics.series.LogTime;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class PeakHeightBoundedTest {

    private static final int[] MODULI = {13, 23, 53, 113};

    private static final PeakHeightBounded PREDICTION =
            new PeakHeightBounded(RunEvidence.SPECIFIC_HEAT, "C", PeakWindow.MEMORISED, 0.2, PeakRule.standard());

    /// @param law height of the whole peak, the level 1 included, by modulus
    private static Verdict verdict(int seeds, double scatter, DoubleUnaryOperator law, int... moduli) {
        SplittableRandom random = new SplittableRandom(3);
        List<Design> designs = SyntheticRuns.grid(seeds, moduli).stream()
                .map(design -> design.withHeight(
                        law.applyAsDouble(design.modulus()) * Math.exp(scatter * random.nextGaussian()) - 1))
                .toList();
        return Verdicts.of(PREDICTION, SyntheticRuns.evidence(designs));
    }

    @Test
    void aConstantHeightSupports() {
        Verdict verdict = verdict(6, 0.1, p -> 3, MODULI);
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(0, within(0.1));
    }

    @Test
    void aPowerOfTheModulusRefutes() {
        Verdict verdict = verdict(6, 0.1, p -> 0.1 * Math.pow(p, 1.5), 53, 79, 97, 113, 199, 409);
        assertThat(verdict).isInstanceOf(Verdict.Refuted.class);
        // The bump is smoothed: its height above the level shrinks by a constant factor, the exponent by little.
        assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(1.5, within(0.15));
    }

    @Test
    void growthThatALogarithmFitsAsWellIsUndecided() {
        assertThat(verdict(6, 0.1, p -> 2 * Math.log(p), MODULI)).isInstanceOf(Verdict.Undecided.class);
    }

    @Test
    void aTransientBeforeMemorisationThatGrowsWithTheModulusIsNotThePeak() {
        List<RunEvidence> runs = SyntheticRuns.grid(6, 53, 79, 97, 113, 199, 409).stream()
                .map(design -> SyntheticRuns.run(
                        design,
                        Map.of(
                                RunEvidence.SPECIFIC_HEAT,
                                step -> 1
                                        + 0.01 * Math.pow(design.modulus(), 1.5) * bump(step, design.memorised() / 4)
                                        + 40 * (1 + 0.01 * design.seed()) * bump(step, design.peak()))))
                .toList();
        Evidence evidence = new Evidence(runs, List.of(), List.of(), Map.of());
        assertThat(Verdicts.of(PREDICTION, evidence)).isInstanceOf(Verdict.Supported.class);
    }

    private static double bump(double step, double peak) {
        double distance = (LogTime.ofStep(step) - LogTime.ofStep(peak)) / 0.1;
        return Math.exp(-distance * distance / 2);
    }

    @Test
    void twoModuliAreNotTested() {
        assertThat(verdict(6, 0.1, p -> 3, 23, 53)).isInstanceOf(Verdict.NotTested.class);
    }
}
