// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.peaks.Peak;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeadCourseTest {

    /// A row of two keys whose scores differ by x.
    private static ScanResult scan(double x) {
        double[][][][][] scores = {{{{{0}, {x, 0}}}}};
        return Measurement.of(new ListedRows(scores, 1), List.of());
    }

    /// Two levels: C is highest, 0.43923, at x = 2.39935728, here after one decade of log time.
    @Test
    void thePeakOfTwoLevels() {
        List<ScanResult> results = new ArrayList<>();
        double[] steps = new double[31];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = Math.pow(10, i / 15.0) - 1;
            results.add(scan(2.39935728 * i / 15.0));
        }
        List<Peak> peaks = HeadCourse.of(steps, results).getFirst().peaks();
        assertThat(peaks).hasSize(1);
        assertThat(peaks.getFirst().time()).isCloseTo(1, within(0.01));
        assertThat(peaks.getFirst().height()).isCloseTo(0.43923, within(1e-3));
    }

    /// What is lost again does not count.
    @Test
    void fromWhichStepOnAPlaceIsKept() {
        double[] steps = {0, 1, 2, 3, 4};
        List<ScanResult> results = List.of(scan(-1), scan(1), scan(-1), scan(1), scan(2));
        HeadCourse course = HeadCourse.of(steps, results).getFirst();
        assertThat(course.since()).containsEntry(HeadCourse.Place.PREVIOUS, 3.0);
        assertThat(course.since()).doesNotContainKeys(HeadCourse.Place.INDUCTION);
    }
}
