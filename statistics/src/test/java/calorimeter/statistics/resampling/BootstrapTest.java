// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Samples;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("resampling/resampling_goldens.txt");

    /// Intervals of SciPy's own bootstrap distribution, so that only the draws are not compared; the script is
    /// src/test/python/make_statistics_goldens.py.
    @ParameterizedTest
    @ValueSource(strings = {"mean", "variance", "difference"})
    void quantilesOfOneDistributionEqualSciPy(String name) {
        double[] distribution = GOLDENS.numbers(name, "distribution").clone();
        Arrays.sort(distribution);
        assertThat(Bootstrap.quantile(distribution, 0.025))
                .isCloseTo(GOLDENS.numbers(name, "percentile")[0], within(1e-12));
        assertThat(Bootstrap.quantile(distribution, 0.975))
                .isCloseTo(GOLDENS.numbers(name, "percentile")[1], within(1e-12));
    }

    /// 400 samples of 25 exponentials. The mean of so skewed a distribution is covered less often than
    /// nominal: 0.908 by 6 000 samples of numpy's, at z = 3.
    @Test
    void coversTheMeanOfASkewedDistribution() {
        Random random = new Random(1);
        Bootstrap bootstrap = new Bootstrap(500, 0.95);
        int covered = 0;
        for (int replica = 0; replica < 400; replica++) {
            double[] sample = new double[25];
            for (int i = 0; i < sample.length; i++) {
                sample[i] = -Math.log(1 - random.nextDouble());
            }
            covered += bootstrap
                            .of(sample, Samples::mean, random)
                            .orElseThrow()
                            .interval()
                            .contains(1)
                    ? 1
                    : 0;
        }
        assertThat(covered / 400.0).isCloseTo(0.908, within(3 * Math.sqrt(0.908 * 0.092 / 400)));
    }

    @Test
    void drawsPairsTogether() {
        double[] x = {1, 2, 3, 4, 5, 6, 7, 8};
        double[] y = {3, 5, 7, 9, 11, 13, 15, 17};
        Answer<Estimate> worstMisfit =
                new Bootstrap(200, 0.95).ofUnits(new int[] {x.length}, drawn -> misfit(x, y, drawn[0]), new Random(2));
        assertThat(worstMisfit).isInstanceOf(Answer.Declined.class);
        assertThat(((Answer.Declined<Estimate>) worstMisfit).advice()).startsWith("every resample gives 0.0");
    }

    private static double misfit(double[] x, double[] y, int[] drawn) {
        double worst = 0;
        for (int i : drawn) {
            worst = Math.max(worst, Math.abs(y[i] - 2 * x[i] - 1));
        }
        return worst;
    }

    /// Strata keep their sizes and their own values: the mean of group means cannot leave the groups' ranges.
    @Test
    void drawsEachStratumFromItself() {
        List<double[]> strata = List.of(new double[] {0, 1, 2, 1}, new double[] {100, 101, 102});
        Estimate difference = new Bootstrap(500, 0.99)
                .ofStrata(strata, s -> Samples.mean(s.get(1)) - Samples.mean(s.get(0)), new Random(3))
                .orElseThrow();
        assertThat(difference.value()).isEqualTo(100);
        assertThat(difference.n()).isEqualTo(7);
        assertThat(difference.interval().lower()).isBetween(98.0, 99.9);
        assertThat(difference.interval().upper()).isBetween(100.1, 102.0);
    }

    @Test
    void theSameSeedGivesTheSameInterval() {
        double[] sample = {1.13, 4.57, 2.71, 8.39, 5.03, 7.77, 0.31, 3.97};
        Bootstrap bootstrap = new Bootstrap(10_000, 0.95);
        assertThat(bootstrap.of(sample, Samples::mean, new Random(4)))
                .isEqualTo(bootstrap.of(sample, Samples::mean, new Random(4)))
                .isNotEqualTo(bootstrap.of(sample, Samples::mean, new Random(5)));
    }

    @Test
    void declinesWhereAnIntervalWouldMislead() {
        Bootstrap bootstrap = new Bootstrap(200, 0.95);
        assertThat(reason(bootstrap.of(new double[] {1, 2, 3, 4}, Samples::mean, new Random(6))))
                .isEqualTo(Answer.Reason.TOO_FEW);
        assertThat(reason(bootstrap.ofStrata(
                        List.of(new double[] {1, 2, 3, 4, 5}, new double[] {1}), s -> 0, new Random(6))))
                .isEqualTo(Answer.Reason.TOO_FEW);
        assertThat(reason(bootstrap.of(new double[] {1, 1, 1, 1, 1, 1}, Samples::mean, new Random(6))))
                .isEqualTo(Answer.Reason.NO_VARIATION);
        assertThat(reason(bootstrap.of(new double[] {0, 0, 0, 0, 1}, x -> 1 / Samples.mean(x), new Random(6))))
                .isEqualTo(Answer.Reason.NOT_IDENTIFIED);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Bootstrap(10, 0.95))
                .withMessageContaining("resamples are 10");
    }

    private static Answer.Reason reason(Answer<Estimate> answer) {
        return ((Answer.Declined<Estimate>) answer).reason();
    }
}
