// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocationTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("location/location_goldens.txt");

    static Stream<String> cases() {
        return GOLDENS.cases().stream().filter(name -> name.startsWith("n "));
    }

    static Stream<String> contrasts() {
        return GOLDENS.cases().stream().filter(name -> name.startsWith("contrast "));
    }

    /// The script is src/test/python/make_statistics_goldens.py.
    @ParameterizedTest
    @MethodSource("cases")
    void meanEqualsSciPy(String name) {
        Estimate mean = Mean.of(GOLDENS.numbers(name, "x"), 0.95).orElseThrow();
        double[] golden = GOLDENS.numbers(name, "mean");
        assertThat(mean.value()).isCloseTo(golden[0], within(1e-14));
        assertThat(mean.interval().lower()).isCloseTo(golden[1], within(1e-11));
        assertThat(mean.interval().upper()).isCloseTo(golden[2], within(1e-11));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void medianEqualsSciPy(String name) {
        Estimate median = Median.of(GOLDENS.numbers(name, "x"), 0.95).orElseThrow();
        double[] golden = GOLDENS.numbers(name, "median");
        assertThat(median.value()).isEqualTo(golden[0]);
        assertThat(median.interval().lower()).isEqualTo(golden[1]);
        assertThat(median.interval().upper()).isEqualTo(golden[2]);
    }

    @ParameterizedTest
    @MethodSource("contrasts")
    void theContrastOfTwoMeansIsWelchsInSciPy(String name) {
        List<double[]> groups = List.of(GOLDENS.numbers(name, "x"), GOLDENS.numbers(name, "y"));
        Estimate contrast = Mean.contrast(groups, new double[] {1, -1}, 0.95).orElseThrow();
        double[] golden = GOLDENS.numbers(name, "welch");
        assertThat(contrast.value()).isCloseTo(golden[0], within(1e-14));
        assertThat(contrast.interval().lower()).isCloseTo(golden[1], within(1e-10));
        assertThat(contrast.interval().upper()).isCloseTo(golden[2], within(1e-10));
    }

    /// Four groups of three, unlike variances: nominal within three standard errors and Welch's own error.
    @Test
    void theContrastOfFewSeedsCoversAsOftenAsItSays() {
        SplittableRandom random = new SplittableRandom(12);
        double[] weights = {0.5, 0.5, -0.5, -0.5};
        int replicas = 4000;
        int covered = 0;
        for (int replica = 0; replica < replicas; replica++) {
            List<double[]> groups = Stream.of(1.0, 1.5, 2.0, 3.0)
                    .map(deviation -> new double[] {
                        deviation * random.nextGaussian(),
                        deviation * random.nextGaussian(),
                        deviation * random.nextGaussian()
                    })
                    .toList();
            Estimate contrast = Mean.contrast(groups, weights, 0.95).orElseThrow();
            covered += contrast.interval().contains(0) ? 1 : 0;
        }
        assertThat(covered / (double) replicas).isBetween(0.94, 0.975);
    }

    @Test
    void declineWhereAnIntervalWouldBeAPoint() {
        assertThat(Mean.of(new double[] {1}, 0.95)).isInstanceOf(Answer.Declined.class);
        assertThat(Mean.of(new double[] {2, 2, 2}, 0.95)).isInstanceOf(Answer.Declined.class);
        List<double[]> constant = List.of(new double[] {1, 1}, new double[] {2, 2});
        assertThat(Mean.contrast(constant, new double[] {1, -1}, 0.95)).isInstanceOf(Answer.Declined.class);
        assertThat(Median.of(new double[0], 0.95)).isInstanceOf(Answer.Declined.class);
    }
}
