// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.peaks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.series.LogTimeSmoother;
import calorimeter.statistics.series.NoiseModel;
import calorimeter.statistics.series.SampledSeries;
import calorimeter.statistics.series.SmoothedSeries;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against SciPy; the script is src/test/python/make_peak_goldens.py.
class PeakGoldenTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("peaks/peak_goldens.txt");

    static Stream<String> sequences() {
        return GOLDENS.cases().stream().filter(name -> !GOLDENS.has(name, "steps"));
    }

    static Stream<String> series() {
        return GOLDENS.cases().stream().filter(name -> GOLDENS.has(name, "steps"));
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void maximaAndProminencesEqualSciPy(String name) {
        double[] values = GOLDENS.numbers(name, "values");
        int[] peaks = LocalMaxima.of(values);
        assertThat(peaks).isEqualTo(GOLDENS.integers(name, "peaks"));
        for (int i = 0; i < peaks.length; i++) {
            Prominence prominence = Prominence.of(values, peaks[i]);
            assertThat(prominence.value()).isEqualTo(GOLDENS.numbers(name, "prominences")[i]);
            assertThat(prominence.leftBase()).isEqualTo(GOLDENS.integers(name, "left")[i]);
            assertThat(prominence.rightBase()).isEqualTo(GOLDENS.integers(name, "right")[i]);
        }
    }

    @ParameterizedTest
    @MethodSource("series")
    void smoothingEqualsTheDenseMatrices(String name) {
        SmoothedSeries smoothed = smoother(name).smooth(samples(name));
        double[] nodes = GOLDENS.numbers(name, "nodes");
        double[] values = GOLDENS.numbers(name, "smooth");
        double[] norms = GOLDENS.numbers(name, "norms");
        assertThat(smoothed.size()).isEqualTo(nodes.length);
        for (int node = 0; node < nodes.length; node++) {
            assertThat(smoothed.time(node)).isCloseTo(nodes[node], within(1e-13));
            assertThat(smoothed.value(node)).isCloseTo(values[node], within(1e-11));
            assertThat(new NoiseModel(1, 0).standardError(smoothed.weights(node)))
                    .isCloseTo(norms[node], within(1e-11));
        }
    }

    @ParameterizedTest
    @MethodSource("series")
    void summitsWithoutThresholdsAreThePeaksOfTheSmoothedSeries(String name) {
        double[] nodes = GOLDENS.numbers(name, "nodes");
        double[] heights = GOLDENS.numbers(name, "smooth");
        double[] prominences = GOLDENS.numbers(name, "prominences");
        int[] peaks = GOLDENS.integers(name, "peaks");
        var found = Summit.of(samples(name), smoother(name), new NoiseModel(0, 0), 0);
        assertThat(peaks).isNotEmpty();
        assertThat(found).hasSameSizeAs(peaks);
        for (int i = 0; i < peaks.length; i++) {
            assertThat(found.get(i).time()).isCloseTo(nodes[peaks[i]], within(1e-13));
            assertThat(found.get(i).height()).isCloseTo(heights[peaks[i]], within(1e-11));
            assertThat(found.get(i).prominence()).isCloseTo(prominences[i], within(1e-11));
        }
    }

    private static LogTimeSmoother smoother(String name) {
        double[] parameters = GOLDENS.numbers(name, "smoother");
        return new LogTimeSmoother((int) parameters[0], parameters[1]);
    }

    private static SampledSeries samples(String name) {
        return SampledSeries.of(GOLDENS.numbers(name, "steps"), GOLDENS.numbers(name, "values"));
    }
}
