package calorimeter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.lab.experiment.Runner;
import calorimeter.lab.experiment.TrainExperiment;
import calorimeter.lab.experiment.TrainJson;
import calorimeter.lab.experiment.TrainParameters;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunDescription;
import calorimeter.lab.store.RunHandle;
import calorimeter.lab.store.RunStatus;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.SweepAxis;
import calorimeter.lab.sweep.SweepGrid;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
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

    @TempDir
    private Path home;

    @Test
    void opensAndReports() {
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
        assertThat(json.path("runs").path(999).path("result").path("memorised_at").intValue())
                .isEqualTo(140);
        assertThat(again.out()).isEqualTo(outcome.out());
    }

    private void finish(List<TrainParameters> runs) {
        try (RunStore store = RunStore.open(home);
                Workers workers = new Workers(1)) {
            TrainExperiment experiment = new TrainExperiment(Kernels.vector(), workers);
            for (TrainParameters parameters : runs) {
                Runner.Plan<TrainParameters> plan = TrainJson.plan(parameters);
                List<Column> columns = experiment.columns(parameters);
                double[] row = new double[columns.size()];
                Arrays.fill(row, 0.5);
                RunDescription description = new RunDescription(
                        experiment.id(),
                        plan.preset(),
                        plan.seed(),
                        plan.configurationJson(),
                        Runner.identity(experiment.id(), plan),
                        columns,
                        PROVENANCE);
                try (RunHandle handle = store.start(description)) {
                    store.append(handle, 40_000, 600.5, row);
                    store.finish(handle, RunStatus.COMPLETED, 40_000, 600.5, RESULT);
                }
            }
        }
    }
}
