package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.statistics.peaks.Place;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutcomeTextTest {

    @Test
    void aRunThatGrokkedIsToldWithItsHighestPeaksBeforeThat() {
        RunReportBuilder run = run().event(Event.at(Event.MEMORISATION, "train accuracy", 0.99, 140))
                .event(Event.at(Event.GENERALISATION, "test accuracy", 0.5, 9000))
                .event(Event.at(Event.GENERALISATION, "test accuracy", 0.99, 9240))
                .peaks(
                        "C",
                        List.of(new Peak(60, 1, 1), new Peak(5210, new Place(5213.4, 6.2), 2, 1), new Peak(9300, 3, 1)))
                .peaks("V", List.of(new Peak(9240, 3, 1)));

        assertThat(sentence(run))
                .isEqualTo(
                        "Memorised at step 140 (train accuracy ≥ 0.99); generalised at step 9240 (test accuracy ≥ 0.99)."
                                + " Highest peak before that: of C, at step 5213 ± 6; of V, none found.");
    }

    @Test
    void aRunThatStoppedHalfWayIsToldHowFarItCame() {
        RunReportBuilder run = run().event(Event.at(Event.MEMORISATION, "train accuracy", 0.99, 140))
                .event(Event.at(Event.GENERALISATION, "test accuracy", 0.5, 9000))
                .event(Event.absent(Event.GENERALISATION, "test accuracy", 0.99, "0.62 at the last step"))
                .peaks("C", List.of(new Peak(9300, 3, 1)));

        assertThat(sentence(run))
                .isEqualTo("Memorised at step 140 (train accuracy ≥ 0.99); did not generalise (test accuracy ≥ 0.99:"
                        + " 0.62 at the last step), though it reached test accuracy ≥ 0.5 at step 9000."
                        + " Highest peak of the run: of C, at step 9300; of V, not recorded.");
    }

    @Test
    void aRunWithoutEventsSaysSo() {
        assertThat(sentence(run()))
                .isEqualTo("Memorisation was not recorded; generalisation was not recorded."
                        + " Highest peak of the run: of C, not recorded; of V, not recorded.");
    }

    @Test
    void aRunThatDidNotCompleteSaysWhy() {
        assertThat(sentence(run().status("diverged at step 512: training loss")))
                .endsWith(" The run did not complete: diverged at step 512: training loss.");
    }

    private static RunReportBuilder run() {
        return RunReportData.of("run", "nanda", 0, new long[] {0, 10});
    }

    private static String sentence(RunReportBuilder run) {
        return new OutcomeText(run.build()).sentence().replace("\u202f", "");
    }
}
