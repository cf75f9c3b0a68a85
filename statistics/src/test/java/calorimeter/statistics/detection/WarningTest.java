// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Answer;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("detection/detection_goldens.txt");

    @Test
    void areaEqualsSciPysMannWhitney() {
        RocCurve curve = RocCurve.of(GOLDENS.numbers("area", "nulls"), GOLDENS.numbers("area", "signals"));
        assertThat(curve.area()).isCloseTo(GOLDENS.number("area", "area"), within(1e-15));
    }

    @Test
    void pointsByHandAndTheirTrapezoidsAreTheArea() {
        RocCurve curve = RocCurve.of(new double[] {1, 2, 3}, new double[] {2, 4, Double.POSITIVE_INFINITY});
        List<RocCurve.Point> points = curve.points();
        assertThat(points).hasSize(6);
        assertThat(points.get(2)).isEqualTo(new RocCurve.Point(2, 1 / 3.0, 2 / 3.0));
        assertThat(points.getLast()).isEqualTo(new RocCurve.Point(Double.POSITIVE_INFINITY, 0, 0));
        double area = 0;
        for (int i = 1; i < points.size(); i++) {
            RocCurve.Point from = points.get(i - 1);
            RocCurve.Point to = points.get(i);
            area += (from.falseAlarms() - to.falseAlarms()) * (from.hits() + to.hits()) / 2;
        }
        assertThat(curve.area()).isCloseTo(area, within(1e-15));
    }

    @Test
    void thresholdsByHand() {
        double[] nulls = new double[19];
        for (int i = 0; i < 19; i++) {
            nulls[i] = FalseAlarms.largest(new double[] {0, i, 0.5}, 3);
        }
        assertThat(FalseAlarms.threshold(nulls, 0.05).orElseThrow()).isEqualTo(18);
        assertThat(FalseAlarms.threshold(nulls, 0.5).orElseThrow()).isEqualTo(9);
        assertThat(FalseAlarms.threshold(nulls, 0.01))
                .isEqualTo(new Answer.Declined<Double>(
                        Answer.Reason.TOO_FEW,
                        19,
                        "a false-alarm rate of 0.01, in number of null series, needs at least 99, not 19"));
        assertThat(FalseAlarms.largest(new double[] {1, 5, 9}, 2)).isEqualTo(5);
    }

    @Test
    void aRunWithoutWarningHasNoLeadButCounts() {
        double[] alarms = {9, 99, Double.POSITIVE_INFINITY, 999, 9, 9, 9};
        double[] events = {99, 999, 999, 99, 999, 9999, 99};
        WarningLead lead = WarningLead.of(alarms, events, 0.95).orElseThrow();
        assertThat(lead.warned().value()).isEqualTo(5 / 7.0);
        assertThat(lead.medianLead().value()).isCloseTo(1, within(1e-12));
        assertThat(lead.medianLead().interval().lower()).isEqualTo(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WarningLead.of(new double[] {-1}, new double[] {1}, 0.95))
                .withMessageContaining("run 0");
    }
}
