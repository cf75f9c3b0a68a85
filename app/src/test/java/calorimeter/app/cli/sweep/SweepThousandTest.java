// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.text.Json;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunDescription;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepAxis;
import calorimeter.lab.sweep.SweepGrid;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A sweep of a thousand finished runs opens and reports without computing anything. How long that takes is printed,
/// not judged: it depends on the machine.
@Timeout(300)
class SweepThousandTest {

    private static final Provenance PROVENANCE =
            new Provenance("0.0.0", null, "a JVM", "a system", "a processor", "a kernel", 1, Instant.EPOCH);

    private static final String RESULT = "{\"steps\":40000,\"memorised_at\":140,\"generalised_at\":{\"0.5\":8000,"
            + "\"0.9\":9000,\"0.95\":9500,\"0.99\":9900},\"peaks\":{\"C\":[],\"V\":[]},\"parameters_sha256\":\"00\","
            + "\"wall_seconds\":600.5,\"steps_per_second\":66.6}";

    private static final String RUN =
            "INSERT INTO run (name, experiment, preset, seed, identity, attempt, configuration, dictionary, status,"
                    + " step, wall_seconds, result) SELECT ?, experiment, preset, ?, ?, 1, ?, dictionary, status, step,"
                    + " wall_seconds, result FROM run WHERE id = 1";

    private static final String SESSION = "INSERT INTO session (run, number, provenance)"
            + " SELECT last_insert_rowid(), 1, provenance FROM session WHERE run = 1";

    @TempDir
    private Path home;

    @Test
    void opensAndReports() throws SQLException {
        List<TrainParameters> runs = new SweepGrid("nanda")
                .vary(SweepAxis.parse("p", "23,53,59,97,113", "test"))
                .vary(SweepAxis.parse("weight-decay", "0,0.3,1,3", "test"))
                .vary(SweepAxis.parse("seeds", "0..49", "test"))
                .runs();
        finish(runs);
        String[] command = {
            "sweep", "--p", "23,53,59,97,113", "--weight-decay", "0,0.3,1,3", "--seeds", "0..49", "--json"
        };

        long before = System.nanoTime();
        Terminal.Outcome outcome = new Terminal(home).run(command);
        long first = System.nanoTime();
        Terminal.Outcome again = new Terminal(home).run(command);
        long second = System.nanoTime();

        System.out.printf(
                "a sweep of %d finished runs opened and reported in %.2f s, a second time in %.2f s%n",
                runs.size(), (first - before) * 1e-9, (second - first) * 1e-9);
        assertThat(outcome.status()).isZero();
        JsonNode json = Json.parse(outcome.out());
        assertThat(json.path("completed").intValue()).isEqualTo(1000);
        assertThat(json.path("runs")).hasSize(1000);
        assertThat(json.path("runs")
                        .path(999)
                        .path("result")
                        .path("memorised_at")
                        .intValue())
                .isEqualTo(140);
        assertThat(again.out()).isEqualTo(outcome.out());
    }

    /// One run through the store, the others as copies of it in one transaction, since the disk would be waited for
    /// thousands of times otherwise.
    private void finish(List<TrainParameters> runs) throws SQLException {
        try (RunStore store = RunStore.open(home);
                Workers workers = new Workers(1)) {
            TrainExperiment experiment = new TrainExperiment(Kernels.vector(), workers);
            TrainParameters first = runs.getFirst();
            RunDescription description = new RunDescription(
                    TrainExperiment.ID,
                    first.preset(),
                    first.training().seed(),
                    TrainJson.configuration(first),
                    TrainJson.identity(first),
                    experiment.columns(first),
                    PROVENANCE);
            try (RunHandle handle = store.start(description)) {
                store.finish(handle, RunStatus.COMPLETED, 40_000, 600.5, RESULT);
            }
        }
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:sqlite:" + home.resolve("calorimeter.db").toUri());
                PreparedStatement run = connection.prepareStatement(RUN);
                PreparedStatement session = connection.prepareStatement(SESSION)) {
            connection.setAutoCommit(false);
            for (TrainParameters parameters : runs.subList(1, runs.size())) {
                long seed = parameters.training().seed();
                String identity = TrainJson.identity(parameters);
                run.setString(1, "nanda-s" + seed + "-" + identity.substring(0, 8));
                run.setLong(2, seed);
                run.setString(3, identity);
                run.setString(4, TrainJson.configuration(parameters));
                run.executeUpdate();
                session.executeUpdate();
            }
            connection.commit();
        }
    }
}
