// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

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
import java.util.Arrays;
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
        ProblemFolder.write(folder, new Workload.Training(PARAMETERS));
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

    /// A convolution by itself: what is compared is what its definition gives in double, from the files' numbers.
    @Test
    void aConvolutionIsItsDefinition() throws Exception {
        Workload.Convolution shape = new Workload.Convolution(5, 4, 16, 32, 9);
        ProblemFolder.write(folder, shape);
        assertThat(ProblemFolder.read(folder)).isEqualTo(shape);
        DirectConvolution direct = new DirectConvolution(shape, folder);

        ObjectNode answer = engine.ask(Peer.question("prepare").put("problem", folder.toString()));

        assertThat(answer.path("losses").path(0).asDouble()).isCloseTo(direct.result(), withinPercentage(1e-4));
        assertThat(answer.path("losses").path(1).asDouble()).isCloseTo(direct.imageGradient(), withinPercentage(1e-4));
        assertThat(answer.path("losses").path(2).asDouble()).isCloseTo(direct.weightGradient(), withinPercentage(1e-4));
        assertThat(engine.ask(Peer.question("time").put("steps", 2))
                        .path("seconds")
                        .asDouble())
                .isPositive();
        assertThat(engine.answer("{\"command\": \"observe\"}")).contains("no observables");
    }

    /// Mean squares, each a sum over pixels and their neighbours.
    private static final class DirectConvolution {

        private final double[] result;
        private final double[] images;
        private final double[] weights;

        DirectConvolution(Workload.Convolution shape, Path folder) throws Exception {
            float[] x = floats(folder.resolve("images.f32"));
            float[] w = floats(folder.resolve("weights.f32"));
            float[] b = floats(folder.resolve("biases.f32"));
            float[] dy = floats(folder.resolve("gradient.f32"));
            int inputs = shape.inputs();
            int outputs = shape.outputs();
            result = new double[dy.length];
            images = new double[x.length];
            weights = new double[w.length];
            int pixels = shape.height() * shape.width();
            for (int pixel = 0; pixel < shape.images() * pixels; pixel++) {
                for (int o = 0; o < outputs; o++) {
                    result[pixel * outputs + o] = b[o];
                }
                for (int tap = 0; tap < 9; tap++) {
                    int line = pixel % pixels / shape.width() + tap / 3 - 1;
                    int column = pixel % shape.width() + tap % 3 - 1;
                    if (line < 0 || line >= shape.height() || column < 0 || column >= shape.width()) {
                        continue;
                    }
                    int from = pixel / pixels * pixels + line * shape.width() + column;
                    for (int i = 0; i < inputs; i++) {
                        for (int o = 0; o < outputs; o++) {
                            int weight = (tap * inputs + i) * outputs + o;
                            result[pixel * outputs + o] += (double) x[from * inputs + i] * w[weight];
                            images[from * inputs + i] += (double) dy[pixel * outputs + o] * w[weight];
                            weights[weight] += (double) dy[pixel * outputs + o] * x[from * inputs + i];
                        }
                    }
                }
            }
        }

        private static float[] floats(Path file) throws Exception {
            float[] values = new float[(int) Files.size(file) / Float.BYTES];
            ByteBuffer.wrap(Files.readAllBytes(file))
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .asFloatBuffer()
                    .get(values);
            return values;
        }

        double result() {
            return meanSquare(result);
        }

        double imageGradient() {
            return meanSquare(images);
        }

        double weightGradient() {
            return meanSquare(weights);
        }

        private static double meanSquare(double[] values) {
            return Arrays.stream(values).map(value -> value * value).average().orElseThrow();
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
        ProblemFolder.write(folder, new Workload.Training(PARAMETERS));
        assertThat(ProblemFolder.read(folder)).isEqualTo(new Workload.Training(PARAMETERS));
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
