// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunRow;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MlflowRunTest {

    private FakeMlflow mlflow;
    private MlflowServer server;
    private String experiment;

    @BeforeEach
    void open() throws IOException {
        mlflow = new FakeMlflow();
        server = new MlflowServer(mlflow.url() + "/");
        experiment = server.experiment("calorimeter");
        mlflow.calls();
    }

    @AfterEach
    void close() {
        server.close();
        mlflow.close();
    }

    @Test
    void anExperimentIsMadeOnce() {
        assertThat(server.experiment("calorimeter")).isEqualTo(experiment);
        assertThat(server.experiment("decay & β/2")).isNotEqualTo(experiment);
        assertThat(mlflow.experiments()).containsOnlyKeys("calorimeter", "decay & β/2");
    }

    @Test
    void everyFiniteValueIsAMetricWithItsStepAndTime() {
        RunRecord run = run(RunStatus.COMPLETED);

        assertThat(MlflowRun.send(server, experiment, run, series(3, 2))).isEqualTo(MlflowRun.Sent.CREATED);

        FakeMlflow.Run sent = mlflow.runs().getFirst();
        long start = run.provenance().startedAt().toEpochMilli();
        assertThat(sent.startTime).isEqualTo(start);
        assertThat(sent.metrics.get("q/0"))
                .containsExactly(
                        new FakeMlflow.Metric(0, 0.5, start),
                        new FakeMlflow.Metric(10, 10.5, start + 1250),
                        new FakeMlflow.Metric(20, 20.5, start + 2500));
        assertThat(sent.metrics.get("q/1"))
                .as("the last one is not recorded")
                .extracting(FakeMlflow.Metric::step)
                .containsExactly(0L, 10L);
    }

    @Test
    void settingsAreParamsAndProvenanceTags() {
        MlflowRun.send(server, experiment, run(RunStatus.DIVERGED), series(1, 1));

        FakeMlflow.Run sent = mlflow.runs().getFirst();
        assertThat(sent.params)
                .containsEntry("p", "11")
                .containsEntry("weight-decay", "0.5")
                .containsEntry("tied", "false");
        assertThat(sent.tags)
                .containsEntry("mlflow.runName", "made")
                .containsEntry("calorimeter.status", "diverged")
                .containsEntry("calorimeter.processor", "a processor");
        assertThat(sent.status).isEqualTo("FINISHED");
        assertThat(sent.endTime).isEqualTo(2500);
    }

    /// The largest batches, and rows larger than a batch.
    @Test
    void batchesAreNoLargerThanTheServerAllows() {
        for (int columns : new int[] {1, 998, 999, 1000, 2500}) {
            RunRecord run = run(RunStatus.COMPLETED, "columns=" + columns);

            MlflowRun.send(server, experiment, run, series(3, columns));

            FakeMlflow.Run sent = mlflow.runs().getLast();
            assertThat(sent.metrics).hasSize(columns);
            assertThat(sent.metrics.values().stream().mapToInt(List::size).sum())
                    .isEqualTo(columns == 1 ? 3 : 3 * columns - 1);
        }
    }

    @Test
    void sendingAgainChangesNothing() {
        MlflowRun.send(server, experiment, run(RunStatus.COMPLETED), series(3, 2));
        mlflow.calls();

        assertThat(MlflowRun.send(server, experiment, run(RunStatus.COMPLETED), series(3, 2)))
                .isEqualTo(MlflowRun.Sent.PRESENT);

        assertThat(mlflow.calls()).containsExactly("runs/search");
        assertThat(mlflow.runs()).hasSize(1);
    }

    @Test
    void aRunThatWentOnGetsItsFurtherRows() {
        MlflowRun.send(server, experiment, run(RunStatus.INTERRUPTED), series(2, 1));
        assertThat(mlflow.runs().getFirst().status).isEqualTo("KILLED");

        assertThat(MlflowRun.send(server, experiment, run(RunStatus.COMPLETED), series(4, 1)))
                .isEqualTo(MlflowRun.Sent.EXTENDED);

        FakeMlflow.Run sent = mlflow.runs().getFirst();
        assertThat(sent.metrics.get("q/0")).extracting(FakeMlflow.Metric::step).containsExactly(0L, 10L, 20L, 30L);
        assertThat(sent.status).isEqualTo("FINISHED");
        assertThat(mlflow.runs()).hasSize(1);
    }

    /// Wherever the first export broke off, the second one makes it whole.
    @Test
    void anExportThatBrokeOffIsMadeWhole() {
        for (int calls = 0; calls < 8; calls++) {
            RunRecord run = run(RunStatus.COMPLETED, "calls=" + calls);
            mlflow.failAfter(calls);
            try {
                MlflowRun.send(server, experiment, run, series(5, 400));
            } catch (MlflowException broken) {
                assertThat(broken).hasMessageContaining("503");
            }
            mlflow.failAfter(Integer.MAX_VALUE);

            MlflowRun.send(server, experiment, run, series(5, 400));

            FakeMlflow.Run sent = mlflow.runs().getLast();
            assertThat(mlflow.runs()).hasSize(calls + 1);
            assertThat(sent.metrics.get("q/0"))
                    .extracting(FakeMlflow.Metric::step)
                    .containsExactly(0L, 10L, 20L, 30L, 40L);
            assertThat(sent.params).containsEntry("p", "11");
            assertThat(sent.status).isEqualTo("FINISHED");
        }
    }

    @Test
    void furtherAttemptsAreRunsOfTheirOwn() {
        RunRecord first = run(RunStatus.COMPLETED);
        RunRecord second = new RunRecord(
                2,
                "made.2",
                first.experiment(),
                first.preset(),
                first.seed(),
                first.identity(),
                2,
                first.configurationJson(),
                first.provenance(),
                first.status(),
                first.step(),
                first.wallSeconds(),
                first.resultJson());

        MlflowRun.send(server, experiment, first, series(1, 1));

        assertThat(MlflowRun.send(server, experiment, second, series(1, 1))).isEqualTo(MlflowRun.Sent.CREATED);
        assertThat(mlflow.runs()).hasSize(2);
    }

    @Test
    void theServersWordsArePassedOn() {
        RunRecord run = run(RunStatus.COMPLETED);

        assertThatThrownBy(() -> MlflowRun.send(server, "77", run, series(1, 1)))
                .isInstanceOf(MlflowException.class)
                .hasMessageContaining("refuses /api/2.0/mlflow/runs/create (400)")
                .hasMessageContaining("INVALID_PARAMETER_VALUE: No experiment with id=77");
        mlflow.experiments().put("deleted", "9");
        assertThatThrownBy(() -> server.experiment("deleted")).hasMessageContaining("mlflow gc");
    }

    private static RunRecord run(RunStatus status) {
        return run(status, "made");
    }

    private static RunRecord run(RunStatus status, String identity) {
        String settings =
                TrainJson.configuration(TinyRuns.parameters(Presets.NANDA, "p=11", "weight-decay=0.5", "seed=3"));
        Provenance session =
                new Provenance("0.2.0", null, "a JVM", "a system", "a processor", "a kernel", 1, Instant.EPOCH);
        return new RunRecord(1, "made", "train", "nanda", 3, identity, 1, settings, session, status, 20, 2.5, null);
    }

    /// Column i of the row of step s has s + i + 1/2, but the last value of the last column is missing if there are
    /// two.
    private static RunSeries series(int rows, int columns) {
        List<Column> named = IntStream.range(0, columns)
                .mapToObj(column -> new Column("q." + column, "q", "", "made"))
                .toList();
        List<RunRow> made = IntStream.range(0, rows)
                .mapToObj(row -> {
                    double[] values = IntStream.range(0, columns)
                            .mapToDouble(column -> 10 * row + column + 0.5)
                            .toArray();
                    if (row == rows - 1 && columns > 1) {
                        values[columns - 1] = row % 2 == 0 ? Double.NaN : Double.POSITIVE_INFINITY;
                    }
                    return new RunRow(10L * row, 1.25 * row, values);
                })
                .toList();
        return new RunSeries("made", named, made);
    }
}
