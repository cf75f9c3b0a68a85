package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RunReportDataTest {

    @Test
    void stepsMustAscend() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(0, 10, 10))
                .withMessageContaining("step 10 of row 2 in run 'run'");
        assertThatIllegalArgumentException().isThrownBy(() -> run(-1)).withMessageContaining("step -1 of row 0");
    }

    @Test
    void aSeriesMustHaveOneValueForEachStep() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(0, 10).series(Quantities.of("test.loss"), new double[3]))
                .withMessage("series 'test.loss' has 3 rows but run 'run' has 2 steps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(0, 10).headSeries(Quantities.of("attention.S"), new double[2][2][3]));
    }

    @Test
    void aSeriesMustNotBeGivenTwice() {
        RunReportBuilder run = run(0, 10).series(Quantities.of("test.loss"), new double[2]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.series(Quantities.of("test.loss"), new double[2]))
                .withMessageContaining("given twice");
    }

    @Test
    void allQuantitiesOfHeadsHaveTheSameHeads() {
        RunReportBuilder run = run(0, 10).headSeries(Quantities.of("attention.S"), new double[2][4][2]);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> run.headSeries(Quantities.of("attention.KL"), new double[4][2][2]))
                .withMessage("head series 'attention.KL' has 4 layers of 2 heads but 'attention.S' has 2 of 4");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HeadSeries(Quantities.of("attention.S"), new double[][][] {{{1}}, {{1}, {1}}}))
                .withMessageContaining("differs in shape at layer 1, head 0");
    }

    @Test
    void anEventHasEitherAStepOrAReason() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Event.absent(Event.MEMORISATION, "train accuracy", 0.99, " "));
        assertThatIllegalArgumentException().isThrownBy(() -> Event.at(Event.MEMORISATION, "train accuracy", 0.99, -1));
    }

    @Test
    void laterChangesOfTheBuilderOrTheArraysDoNotReachTheRun() {
        double[] values = {1, 2};
        RunReportBuilder builder = run(0, 10).series(Quantities.of("test.loss"), values);
        RunReportData built = builder.build();
        values[0] = 7;
        builder.summary("later");

        assertThat(built.series().getFirst().values()).containsExactly(1, 2);
        assertThat(built.summary()).isEmpty();
    }

    private static RunReportBuilder run(long... steps) {
        return RunReportData.of("run", "nanda", 0, steps);
    }
}
