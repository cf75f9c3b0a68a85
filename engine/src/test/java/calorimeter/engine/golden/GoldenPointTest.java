// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Tables of elementary functions against the JDK, which promises one unit in the last place, and against
/// symmetry.
class GoldenPointTest {

    @Test
    void exponentialAgreesWithTheJdk() {
        requireWithinOneUlp("functions/exp", StrictMath::exp);
    }

    @Test
    void logarithmAgreesWithTheJdk() {
        requireWithinOneUlp("functions/log", StrictMath::log);
    }

    @Test
    void errorFunctionIsOddAndMonotone() {
        List<GoldenPoint> points = GoldenFile.read("functions/erf").points().stream()
                .filter(point -> !Float.isNaN(point.input()))
                .sorted(Comparator.comparingDouble(GoldenPoint::input))
                .toList();
        for (int i = 1; i < points.size(); i++) {
            assertThat(points.get(i).value())
                    .isGreaterThanOrEqualTo(points.get(i - 1).value());
        }
        Map<Float, Double> values = points.stream().collect(Collectors.toMap(GoldenPoint::input, GoldenPoint::value));
        assertThat(points)
                .filteredOn(point -> values.containsKey(-point.input()))
                .hasSizeGreaterThan(600)
                .allSatisfy(point -> assertThat(values).containsEntry(-point.input(), -point.value()));
        assertThat(points).contains(new GoldenPoint(-0.0f, -0.0), new GoldenPoint(Float.POSITIVE_INFINITY, 1));
        assertThat(points)
                .filteredOn(point -> point.input() > 0 && point.input() < 1e-30f)
                .allSatisfy(point ->
                        assertThat(point.value() / point.input()).isCloseTo(2 / Math.sqrt(Math.PI), within(1e-15)));
    }

    private static void requireWithinOneUlp(String name, DoubleUnaryOperator function) {
        List<GoldenPoint> points = GoldenFile.read(name).points();
        assertThat(points).hasSizeGreaterThan(2000);
        for (GoldenPoint point : points) {
            double value = function.applyAsDouble(point.input());
            if (Double.isFinite(value)) {
                assertThat(Math.abs(value - point.value()))
                        .as("at %s", point.input())
                        .isLessThanOrEqualTo(Math.ulp(value));
            } else {
                assertThat(Double.compare(point.value(), value))
                        .as("at %s", point.input())
                        .isZero();
            }
        }
    }
}
