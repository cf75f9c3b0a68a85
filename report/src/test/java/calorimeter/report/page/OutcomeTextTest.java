// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.store.RunStatus;
import calorimeter.report.figure.MadeRun;
import calorimeter.statistics.peaks.Onset;
import org.junit.jupiter.api.Test;

class OutcomeTextTest {

    @Test
    void aRunThatGrokkedIsToldWithItsHighestPeaksBeforeThat() {
        MadeRun run = run().memorised(140)
                .generalised(0.5, 9000)
                .generalised(0.99, 9240)
                .peaks("C", MadeRun.peak(60, 1, 1), MadeRun.peak(5210, 5213.4, 6.2, 2, 1), MadeRun.peak(9300, 3, 1))
                .peaks("V", MadeRun.peak(9240, 3, 1));

        assertThat(sentence(run))
                .isEqualTo(
                        "Memorised at step 140 (training accuracy ≥ 0.99); generalised at step 9240 (test accuracy ≥ 0.99)."
                                + " Highest peak before that: of C, at step 5213 ± 6; of V, none found.");
    }

    @Test
    void aRunThatStoppedHalfWayIsToldHowFarItCame() {
        MadeRun run = run().memorised(140)
                .generalised(0.5, 9000)
                .generalisation(0.99, new Onset.Pending(9500, 40))
                .peaks("C", MadeRun.peak(9300, 3, 1));

        assertThat(sentence(run))
                .isEqualTo("Memorised at step 140 (training accuracy ≥ 0.99); generalisation (test accuracy ≥ 0.99) is"
                        + " undecided: reached at step 9500, kept 40 of the 500 steps that count, though it reached test accuracy ≥ 0.5 at step 9000."
                        + " Highest peak of the run: of C, at step 9300 ± 0; of V, none found.");
    }

    @Test
    void aRunInWhichNothingHappenedSaysSo() {
        assertThat(sentence(run()))
                .isEqualTo("Did not memorise (training accuracy ≥ 0.99: not reached and kept up to step 10);"
                        + " did not generalise (test accuracy ≥ 0.99: not reached and kept up to step 10)."
                        + " Highest peak of the run: of C, none found; of V, none found.");
    }

    @Test
    void aRunThatDidNotCompleteSaysWhy() {
        assertThat(sentence(run().status(RunStatus.DIVERGED))).endsWith(" The run did not complete: diverged.");
    }

    private static MadeRun run() {
        return MadeRun.of("run", "nanda", 0, 0, 10);
    }

    private static String sentence(MadeRun run) {
        return new OutcomeText(run.build()).sentence().replace("\u202f", "");
    }
}
