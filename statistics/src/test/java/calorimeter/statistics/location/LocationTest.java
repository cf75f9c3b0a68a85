package calorimeter.statistics.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LocationTest {

    private static final GoldenFile GOLDENS = GoldenFile.of(LocationTest.class, "location_goldens.txt");

    static Stream<String> cases() {
        return GOLDENS.cases().stream();
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

    @Test
    void declineWhereAnIntervalWouldBeAPoint() {
        assertThat(Mean.of(new double[] {1}, 0.95)).isInstanceOf(Answer.Declined.class);
        assertThat(Mean.of(new double[] {2, 2, 2}, 0.95)).isInstanceOf(Answer.Declined.class);
        assertThat(Median.of(new double[0], 0.95)).isInstanceOf(Answer.Declined.class);
    }
}
