package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginePeerTest {

    private static final TrainParameters PARAMETERS = small();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final List<Throwable> logged = new ArrayList<>();
    private final EnginePeer engine = new EnginePeer(Kernels.scalar(), 2, logged::add);

    @AfterEach
    void close() {
        engine.close();
    }

    /// Pandey's model, but narrow: a cold JVM is slow.
    private static TrainParameters small() {
        SettingValues values = new SettingValues();
        values.putAll(Presets.find("pandey").settings(), "preset");
        values.putAll(Map.of("p", "37", "width", "32", "mlp-width", "48", "probe-size", "64"), "test");
        return TrainParameters.of("pandey", values);
    }

    private ObjectNode prepared() throws Exception {
        ProblemFolder.write(folder, PARAMETERS);
        return engine.ask(Peer.question("prepare").put("problem", folder.toString()));
    }

    @Test
    void preparesByTheFirstStepsOfTheProblem() throws Exception {
        ObjectNode answer = prepared();
        assertThat(answer.path("losses")).hasSize(AgreementGate.STEPS);
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(PARAMETERS.training(), Kernels.scalar(), workers);
            for (int step = 0; step < AgreementGate.STEPS; step++) {
                assertThat(trainer.gradient())
                        .isInstanceOfSatisfying(
                                TrainingStep.Ready.class,
                                ready -> assertThat(answer.path("losses")
                                                .path((int) trainer.step())
                                                .asDouble())
                                        .isEqualTo(ready.batch().loss()));
                trainer.update();
            }
        }
    }

    /// 684 training pairs: one full batch of 512 an epoch, and a shorter one that is not timed.
    @Test
    void timesStepsProductsAndPeaks() throws Exception {
        prepared();
        assertThat(engine.ask(Peer.question("time").put("steps", 3))
                        .path("seconds")
                        .asDouble())
                .isPositive();
        assertThat(engine.ask(Peer.question("observe").put("rows", 2))
                        .path("seconds")
                        .asDouble())
                .isPositive();
        assertThat(engine.ask(Peer.question("peak").put("threads", 1))
                        .path("rate")
                        .asDouble())
                .isGreaterThan(1e8);
        for (ProductShape shape : ProductShape.all()) {
            assertThat(engine.ask(shape.question(2, 1)).path("seconds").asDouble())
                    .isPositive();
        }
    }

    @Test
    void failuresAreAnswers() {
        assertThat(engine.answer("{\"command\": \"time\", \"steps\": 1}"))
                .isEqualTo("{\"error\":\"nothing is prepared\"}");
        assertThat(engine.answer("{\"command\": \"dance\"}"))
                .isEqualTo("{\"error\":\"the command 'dance' is unknown\"}");
        assertThat(logged).isEmpty();
        assertThat(engine.answer("{\"command\": \"hello\"}")).contains("\"name\":\"Calorimeter\"");
    }

    /// A message alone, such as that of a cast or an index, does not tell what went wrong, and some have none.
    @Test
    void unexpectedFailuresAreNamedByClassAndLogged() {
        assertThat(engine.answer("no JSON")).startsWith("{\"error\":\"com.fasterxml.jackson.core.JsonParseException: ");
        assertThat(engine.answer("no JSON")).doesNotContain("\\n");
        assertThat(engine.answer("[]")).startsWith("{\"error\":\"java.lang.ClassCastException: ");
        assertThat(engine.answer("{\"command\": \"product\"}")).startsWith("{\"error\":\"java.lang.");
        assertThat(logged).hasSize(4);
        assertThat(logged.getLast().getStackTrace()).isNotEmpty();
    }

    @Test
    void theFilesHoldTheSettingsParametersAndFullBatches() throws Exception {
        ProblemFolder.write(folder, PARAMETERS);
        assertThat(ProblemFolder.read(folder)).isEqualTo(PARAMETERS);
        assertThat(Files.size(folder.resolve("labels.i32"))).isEqualTo(4 * 512);
        assertThat(Files.size(folder.resolve("tokens.i32"))).isEqualTo(4 * 512 * 4);
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(PARAMETERS.training(), Kernels.scalar(), workers);
            assertThat(Files.size(folder.resolve("parameters.f32")))
                    .isEqualTo(4L * trainer.layout().parameterCount());
            float first = ByteBuffer.wrap(Files.readAllBytes(folder.resolve("parameters.f32")))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .getFloat();
            ParameterLayout layout = trainer.layout();
            assertThat(first).isEqualTo(layout.extract(layout.tensors().getFirst(), trainer.parameters())[0]);
        }
    }
}
