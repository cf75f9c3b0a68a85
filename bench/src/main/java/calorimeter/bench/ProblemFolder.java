// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.data.Examples;
import calorimeter.engine.data.Images;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.network.ConvolutionPass;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What all contestants start from, as files: settings, initial parameters, the first batches. The resource
/// `protocol.py` reads it.
public final class ProblemFolder {

    /// Mini-batches that peers take in turn; ours draws its own, of which these are the first.
    private static final int BATCHES = 8;

    private ProblemFolder() {}

    /// Writes the files into a folder that exists, and returns it.
    public static Path write(Path folder, Workload workload) throws IOException {
        ObjectNode problem = Peer.JSON.createObjectNode().put("comparedSteps", AgreementGate.STEPS);
        try (Workers workers = new Workers(1)) {
            switch (workload) {
                case Workload.Training(TrainParameters parameters) -> {
                    TrainingSettings training = parameters.training();
                    Trainer trainer = new Trainer(training, BenchmarkData.of(training), Kernels.scalar(), workers);
                    problem.put("preset", parameters.preset());
                    problem.set("settings", Peer.JSON.valueToTree(parameters.values()));
                    writeParameters(folder, trainer, problem.putArray("tensors"));
                    writeBatches(folder, trainer, problem);
                }
                case Workload.Convolution shape -> {
                    problem.set("convolution", Peer.JSON.valueToTree(shape));
                    ConvolutionPass pass = shape.build(Kernels.scalar(), workers);
                    writeFloats(folder.resolve("weights.f32"), pass.weights());
                    writeFloats(folder.resolve("biases.f32"), pass.biases());
                    writeFloats(folder.resolve("images.f32"), pass.images());
                    writeFloats(folder.resolve("gradient.f32"), pass.resultGradient());
                }
            }
        }
        Files.writeString(folder.resolve("problem.json"), problem.toString());
        return folder;
    }

    private static void writeFloats(Path file, float[] values) throws IOException {
        byte[] bytes = new byte[Float.BYTES * values.length];
        littleEndian(bytes).asFloatBuffer().put(values);
        Files.write(file, bytes);
    }

    private static void writeParameters(Path folder, Trainer trainer, ArrayNode tensors) throws IOException {
        byte[] file = new byte[Float.BYTES * trainer.layout().parameterCount()];
        ByteBuffer bytes = littleEndian(file);
        for (Tensor tensor : trainer.layout().tensors()) {
            ArrayNode shape = tensors.addObject().put("name", tensor.name()).putArray("shape");
            if (!tensor.vector()) {
                shape.add(tensor.rows());
            }
            shape.add(tensor.columns());
            for (float value : trainer.layout().extract(tensor, trainer.parameters())) {
                bytes.putFloat(value);
            }
        }
        Files.write(folder.resolve("parameters.f32"), file);
    }

    /// Full batches of the first epoch.
    private static void writeBatches(Path folder, Trainer trainer, ObjectNode problem) throws IOException {
        int full = trainer.batch().length;
        int count = Math.min(BATCHES, trainer.dataset().train().length / full);
        ArrayNode sizes = problem.putArray("batches");
        List<Integer> chosen = new ArrayList<>();
        for (int step = 0; step < count; step++) {
            trainer.resumeAt(step);
            Arrays.stream(trainer.batch()).forEach(chosen::add);
            sizes.add(full);
        }
        Examples examples = trainer.dataset().examples();
        byte[] labels = new byte[Integer.BYTES * chosen.size()];
        ByteBuffer buffer = littleEndian(labels);
        chosen.forEach(example -> buffer.putInt(examples.label(example)));
        Files.write(folder.resolve("labels.i32"), labels);
        ArrayNode shape = problem.putArray("example");
        if (examples instanceof Images images) {
            Files.write(folder.resolve("pixels.f32"), pixels(images, chosen));
            shape.add(images.height()).add(images.width()).add(images.channels());
        } else {
            TokenSequences tokens = TokenSequences.of(examples);
            Files.write(folder.resolve("tokens.i32"), tokens(tokens, chosen));
            shape.add(tokens.sequence());
        }
    }

    private static byte[] tokens(TokenSequences examples, List<Integer> chosen) {
        byte[] file = new byte[Integer.BYTES * chosen.size() * examples.sequence()];
        ByteBuffer buffer = littleEndian(file);
        for (int example : chosen) {
            for (int position = 0; position < examples.sequence(); position++) {
                buffer.putInt(examples.token(example, position));
            }
        }
        return file;
    }

    /// As the model sees them.
    private static byte[] pixels(Images examples, List<Integer> chosen) {
        float[] line = new float[examples.line()];
        byte[] file = new byte[Float.BYTES * chosen.size() * examples.height() * line.length];
        ByteBuffer buffer = littleEndian(file);
        for (int example : chosen) {
            for (int y = 0; y < examples.height(); y++) {
                examples.copyLine(example, y, line, 0);
                for (float value : line) {
                    buffer.putFloat(value);
                }
            }
        }
        return file;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The workload that [#write] was given.
    static Workload read(Path folder) throws IOException {
        JsonNode problem = Peer.JSON.readTree(Files.readString(folder.resolve("problem.json")));
        if (problem.has("convolution")) {
            return Peer.JSON.treeToValue(problem.path("convolution"), Workload.Convolution.class);
        }
        SettingValues values = new SettingValues();
        problem.path("settings")
                .properties()
                .forEach(setting ->
                        values.put(setting.getKey(), setting.getValue().asText(), "problem.json"));
        return new Workload.Training(TrainParameters.of(problem.path("preset").asText(), values));
    }
}
