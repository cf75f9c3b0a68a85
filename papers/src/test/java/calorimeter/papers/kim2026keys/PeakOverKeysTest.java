// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.lab.run.TrainJson;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.claim.Verdicts;
import calorimeter.papers.kim2026keys.PeakOverKeys.Question;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PeakOverKeysTest {

    private static final PeakOverKeys FINITE = new PeakOverKeys(Question.FINITE);
    private static final PeakOverKeys TWO_LEVEL = new PeakOverKeys(Question.TWO_LEVEL);
    private static final double[] KEYS = {3, 6, 12, 24, 48};

    /// A run whose C rises to a height at step 60 of 100 and falls to half of it.
    private static RunEvidence run(int keys, long seed, double height, double accuracy, double highestAt) {
        return run(SystemSize.KEYS, keys, seed, height, accuracy, highestAt);
    }

    private static RunEvidence run(Arm arm, int keys, long seed, double height, double accuracy, double highestAt) {
        double[] steps =
                IntStream.rangeClosed(0, 50).mapToDouble(row -> 2 * row).toArray();
        double[] heat = DoubleStream.of(steps)
                .map(step -> step <= highestAt ? height * step / highestAt : height * (1 - (step - highestAt) / 80))
                .toArray();
        double[] learned =
                DoubleStream.of(steps).map(step -> step < 40 ? 0 : accuracy).toArray();
        double[] tested = arm.equals(SystemSize.KEYS) ? learned : new double[steps.length];
        return new RunEvidence(
                arm.name() + keys + "s" + seed,
                arm,
                0,
                seed,
                32,
                Map.of(
                        SystemSize.COLUMN, SampledSeries.of(steps, heat),
                        RunEvidence.TRAIN_ACCURACY, SampledSeries.of(steps, learned),
                        RunEvidence.TEST_ACCURACY, SampledSeries.of(steps, tested)),
                Map.of(RunEvidence.KEYS, (double) keys),
                PeakRule.standard());
    }

    private static Evidence evidence(List<RunEvidence> runs) {
        return new Evidence(runs, List.of(), List.of(), Map.of(SystemSize.KEYS, 20));
    }

    private static Evidence evidence(int seeds, double scatter, DoubleUnaryOperator law, double... keys) {
        SplittableRandom random = new SplittableRandom(11);
        List<RunEvidence> runs = new ArrayList<>();
        for (double n : keys) {
            for (long seed = 0; seed < seeds; seed++) {
                double height = law.applyAsDouble(n) * Math.exp(scatter * random.nextGaussian());
                runs.add(run((int) n, seed, height, 1, 60));
            }
        }
        return evidence(runs);
    }

    private static double detail(Verdict verdict, String label) {
        return Verdicts.grounds(verdict).details().stream()
                .filter(detail -> detail.label().equals(label))
                .mapToDouble(Grounds.Detail::value)
                .findFirst()
                .orElseThrow();
    }

    /// h = 0.95 B: b is 1 and the ratio 0.95 at every n.
    @Test
    void theBoundIsRecognised() {
        Evidence evidence = evidence(4, 0.02, n -> 0.95 * KeyHeights.bound((int) n), KEYS);
        Verdict growth = Verdicts.of(FINITE, evidence);
        Verdict law = Verdicts.of(TWO_LEVEL, evidence);

        assertThat(growth).isInstanceOf(Verdict.Refuted.class);
        assertThat(law).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(law).estimate().value()).isCloseTo(1, within(0.05));
        assertThat(Verdicts.grounds(law).estimate().n()).isEqualTo(5);
        assertThat(detail(law, "h/B, n = 24")).isCloseTo(0.95, within(0.04));
        assertThat(detail(law, "h, n = 48")).isCloseTo(0.95 * 4.6369, within(0.15));
    }

    @Test
    void aHeightThatStaysFiniteIsRecognised() {
        Evidence evidence = evidence(4, 0.05, n -> 0.7, KEYS);

        assertThat(Verdicts.of(FINITE, evidence)).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.of(TWO_LEVEL, evidence)).isInstanceOf(Verdict.Refuted.class);
    }

    /// It grows over the n that there are, and ends: no power of B, and no support.
    @Test
    void growthThatEndsIsNotRefuted() {
        Verdict verdict = Verdicts.of(FINITE, evidence(4, 0.01, n -> 2 * n / (n + 6), KEYS));

        assertThat(Verdicts.grounds(verdict).estimate().value()).isGreaterThan(0.2);
        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
    }

    /// h = B^0.1, 1.3 times as high at n = 6 and 24: by scipy.stats.linregress of ln h on ln B, b = 0.1141
    /// [−0.2559, 0.4841], and p = 0.5136 that b is 0.2.
    @Test
    void anIntervalThatHoldsTheBoundIsUndecided() {
        Verdict verdict = Verdicts.of(
                FINITE,
                evidence(1, 0, n -> Math.pow(KeyHeights.bound((int) n), 0.1) * (n == 6 || n == 24 ? 1.3 : 1), KEYS));

        assertThat(verdict).isInstanceOf(Verdict.Undecided.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(0.1141, within(1e-4));
        assertThat(Verdicts.grounds(verdict).estimate().interval().upper()).isCloseTo(0.4841, within(1e-4));
        assertThat(((Verdict.Tested) verdict).pValue().orElseThrow()).isCloseTo(0.5136, within(1e-4));
    }

    /// The first seed and the mean grow faster than the median.
    @Test
    void theMedianOverSeedsIsWhatGrows() {
        List<RunEvidence> runs = new ArrayList<>();
        for (double keys : KEYS) {
            int n = (int) keys;
            double scatter = n == 12 ? 1.01 : 1;
            runs.add(run(n, 0, n * KeyHeights.bound(n), 1, 60));
            runs.add(run(n, 1, 0.9 * scatter * KeyHeights.bound(n), 1, 60));
            runs.add(run(n, 2, 0.1, 1, 60));
        }
        Verdict verdict = Verdicts.of(TWO_LEVEL, evidence(runs));

        assertThat(Verdicts.grounds(verdict).estimate().value()).isCloseTo(1, within(0.01));
        assertThat(detail(verdict, "h/B, n = 48")).isCloseTo(0.9, within(1e-9));
    }

    /// Heights that vary between n as between seeds: ten times the seeds, the same interval but for chance.
    @Test
    void seedsAreNoUnits() {
        DoubleUnaryOperator law = n -> KeyHeights.bound((int) n) * (n == 6 || n == 24 ? 1.4 : 1);
        double few = width(evidence(4, 0.001, law, KEYS));
        double many = width(evidence(40, 0.001, law, KEYS));

        assertThat(many / few).isCloseTo(1, within(0.02));
    }

    private static double width(Evidence evidence) {
        return Verdicts.grounds(TWO_LEVEL.judge(evidence)).estimate().interval().width();
    }

    @Test
    void runsThatHaveNotLearnedOrStillRiseAreLeftOut() {
        List<RunEvidence> runs = new ArrayList<>(
                evidence(2, 0.01, n -> KeyHeights.bound((int) n), KEYS).runs());
        runs.add(run(48, 8, 90, 0.98, 60));
        runs.add(run(48, 9, 90, 1, 100));
        runs.add(run(SystemSize.RANDOM_KEYS, 48, 10, 90, 1, 100));
        Verdict verdict = Verdicts.of(TWO_LEVEL, evidence(runs));

        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(detail(verdict, "runs left out")).isEqualTo(3);
        assertThat(Verdicts.grounds(verdict).runs()).hasSize(10);
    }

    /// Learned is what the end says: C may be highest before.
    @Test
    void aPeakBeforeTheTaskIsLearnedCounts() {
        Evidence evidence = evidence(List.of(run(3, 0, 0.7, 1, 20)));
        KeyHeights heights = KeyHeights.of(evidence, SystemSize.KEYS, RunEvidence.TEST_ACCURACY);

        assertThat(heights.heights()).containsOnly(Map.entry(3, List.of(0.7)));
        assertThat(heights.unfinished()).isZero();
    }

    /// Random labels reach the null of random energies, or as high as the rule.
    @Test
    void memorisingIsComparedAtEveryNumberOfKeys() {
        PeakOverKeys above = new PeakOverKeys(Question.ABOVE_MEMORISING);
        List<RunEvidence> lower = new ArrayList<>(
                evidence(2, 0.01, n -> KeyHeights.bound((int) n), KEYS).runs());
        List<RunEvidence> higher = new ArrayList<>(lower);
        for (double keys : KEYS) {
            int n = (int) keys;
            lower.add(run(SystemSize.RANDOM_KEYS, n, 5, KeyHeights.randomEnergies(n), 1, 60));
            higher.add(run(SystemSize.RANDOM_KEYS, n, 5, (2 + n / 30.0) * KeyHeights.bound(n), 1, 60));
        }
        Verdict supported = Verdicts.of(above, evidence(lower));

        assertThat(supported).isInstanceOf(Verdict.Supported.class);
        // ln of B over the null: 0.60, 0.66, 0.74, 0.82 and 0.89
        assertThat(Verdicts.grounds(supported).estimate().value()).isCloseTo(0.74, within(0.02));
        assertThat(detail(supported, "h₀ over random energies, n = 12")).isCloseTo(1, within(1e-9));
        assertThat(Verdicts.of(above, evidence(higher))).isInstanceOf(Verdict.Refuted.class);
        assertThat(Verdicts.of(above, evidence(lower.subList(0, 10)))).isInstanceOf(Verdict.NotTested.class);
    }

    @Test
    void threeNumbersOfKeysAreTooFew() {
        assertThat(Verdicts.of(FINITE, evidence(4, 0.01, n -> 1, 3, 6, 12))).isInstanceOf(Verdict.NotTested.class);
    }

    /// The same mean over 40 000 draws by numpy on a grid of 60 β: 0.4198 ± 0.0010 and 1.9053 ± 0.0028. With 2 000
    /// draws the standard errors are 0.0045 and 0.0123.
    @Test
    void theNullIsThatOfIndependentScores() {
        assertThat(KeyHeights.randomEnergies(3)).isCloseTo(0.4198, within(4 * 0.0046));
        assertThat(KeyHeights.randomEnergies(48)).isCloseTo(1.9053, within(4 * 0.0126));
    }

    @Test
    void everyRunHasAnIdentityAndASeedOfItsOwn() {
        List<Item> items = SystemSize.items(4);

        assertThat(items).hasSize(40);
        assertThat(items).extracting(Item::seed).doesNotHaveDuplicates();
        assertThat(items)
                .extracting(item -> TrainJson.identity(item.parameters()))
                .doesNotHaveDuplicates();
        assertThat(items.getLast().parameters().training().transformer().sequence())
                .isEqualTo(48);
    }
}
