// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SampledSeriesTest {

    @Test
    void keepsItsOwnCopy() {
        double[] positions = {0, 1};
        double[] values = {2, 3};
        SampledSeries series = SampledSeries.of(positions, values);
        positions[0] = 0.5;
        values[0] = 9;
        series.values()[1] = 9;
        assertThat(series.position(0)).isEqualTo(0);
        assertThat(series.values()).containsExactly(2, 3);
    }

    @Test
    void refusesWhatIsNotASeries() {
        refused("2 positions and 1 values", new double[] {0, 1}, 0.0);
        refused("0 positions", new double[0]);
        refused("position 0 is -1.0", new double[] {-1}, 0.0);
        refused("position 1 is 3.0", new double[] {3, 3}, 0.0, 1.0);
        refused("position 1 is NaN", new double[] {3, Double.NaN}, 0.0, 1.0);
        refused("position 0 is Infinity", new double[] {Double.POSITIVE_INFINITY}, 0.0);
        refused("value 1 at position 4.0 is NaN", new double[] {3, 4}, 0.0, Double.NaN);
    }

    private static void refused(String message, double[] positions, double... values) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampledSeries.of(positions, values))
                .withMessageContaining(message);
    }
}
