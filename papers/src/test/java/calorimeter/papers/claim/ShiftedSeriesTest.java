package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ShiftedSeriesTest {

    @Test
    void aShiftKeepsTheValuesAndMovesThem() {
        var series = SyntheticRuns.run(SyntheticRuns.main(23, 0)).series(RunEvidence.SPECIFIC_HEAT);
        var shifted = ShiftedSeries.of(series, 0.3);
        double[] values = series.values();
        double[] moved = shifted.values();
        Arrays.sort(values);
        Arrays.sort(moved);
        assertThat(moved).isEqualTo(values);
        assertThat(shifted.values()).isNotEqualTo(series.values());
        assertThat(shifted.lastPosition()).isLessThanOrEqualTo(series.lastPosition() + 1e-6);
    }
}
