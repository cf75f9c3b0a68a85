// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.report.figure.MadeRun;
import calorimeter.report.figure.ReportedRun;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.peaks.Onset;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RunGroupTest {

    private static ReportedRun generalised(long seed, long step) {
        return MadeSweep.run("p=7", seed, 0, 100).generalised(0.99, step).build();
    }

    private static ReportedRun censored(long seed, long last) {
        return MadeSweep.run("p=7", seed, 0, last).build();
    }

    private static RunGroup group(ReportedRun... runs) {
        return new RunGroup(0, 0, MadeSweep.swept(100, runs));
    }

    /// By hand: 4 of 5 survive 10, one is censored at 15, then 2/3 of 4/5 survive 20, and half of that 30.
    @Test
    void theMedianOfCensoredRunsIsThatOfKaplanAndMeier() {
        RunGroup group =
                group(generalised(0, 30), generalised(1, 10), censored(2, 40), censored(3, 15), generalised(4, 20));
        Estimate median = group.median(SweptRun::generalisation).orElseThrow();

        assertThat(median.value()).isEqualTo(30);
        assertThat(median.interval().lower()).isEqualTo(10);
        assertThat(median.interval().upper()).isInfinite();
    }

    @Test
    void thereIsNoMedianWhereMostHaveNotGeneralised() {
        assertThat(group(generalised(0, 30), censored(1, 40), censored(2, 40)).median(SweptRun::generalisation))
                .isInstanceOf(Answer.Declined.class);
    }

    /// A run that only reached 0.5 has not generalised.
    @Test
    void aLowerLevelDoesNotCount() {
        MadeRun half = MadeSweep.run("p=7", 0, 0, 100)
                .generalised(0.5, 20)
                .generalisation(0.99, new Onset.NotOccurred(100, 0));

        assertThat(group(half.build()).generalised()).isZero();
    }

    /// Eight of eight: [0.631, 1] (Clopper and Pearson 1934).
    @Test
    void theShareIsExact() {
        ReportedRun[] runs = new ReportedRun[8];
        for (int seed = 0; seed < 8; seed++) {
            runs[seed] = generalised(seed, 10);
        }
        Estimate share = group(runs).share();

        assertThat(share.value()).isEqualTo(1);
        assertThat(share.interval().lower()).isCloseTo(0.6306, within(5e-5));
    }

    /// log₁₀(1000) − log₁₀(100).
    @Test
    void theLeadOfAPeakIsInDecades() {
        ReportedRun run = MadeSweep.run("p=7", 0, 0, 2000)
                .generalised(0.99, 999)
                .peaks("C", MadeRun.peak(99, 2, 1), MadeRun.peak(1500, 3, 1))
                .build();
        SweptRun swept = MadeSweep.swept(2000, run).getFirst();

        assertThat(swept.lead("C").orElseThrow()).isCloseTo(1, within(1e-12));
        assertThat(swept.peak("C").orElseThrow()).isCloseTo(2, within(1e-9));
        assertThat(swept.lead("V")).isEqualTo(OptionalDouble.empty());
    }
}
