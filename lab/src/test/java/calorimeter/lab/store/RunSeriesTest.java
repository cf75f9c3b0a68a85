// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class RunSeriesTest {

    private static RunSeries series() {
        return new RunSeries(
                "a-run",
                Samples.COLUMNS,
                List.of(new RunRow(1, 0.5, Samples.values(1)), new RunRow(2, 0.75, Samples.values(2))));
    }

    @Test
    void columnsAreFoundByName() {
        assertThat(series().column("C.0.0")).containsExactly(1, Math.sqrt(2));
        assertThat(series().hasColumn("V")).isFalse();
        assertThatThrownBy(() -> series().column("C.0.1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("run a-run has no column 'C.0.1'; did you mean C.0.0, U.0.0?");
    }

    @Test
    void whatIsHandedOutIsACopy() {
        RunSeries series = series();
        series.steps()[0] = 99;
        series.wallSeconds()[0] = 99;
        series.row(0)[0] = 99;
        series.matrix()[0][0] = 99;
        series.column("train_loss")[0] = 99;
        assertThat(series.step(0)).isEqualTo(1);
        assertThat(series.wallSeconds(0)).isEqualTo(0.5);
        assertThat(series.value(0, 0)).isEqualTo(0.5);
        assertThat(series.matrix()).isDeepEqualTo(new double[][] {Samples.values(1), Samples.values(2)});
    }
}
