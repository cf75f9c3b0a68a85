package calorimeter.bench;

import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.training.Trainer;
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

/// What all contestants start from, as files: settings, initial parameters, the first batches. The resource
/// `protocol.py` reads it.
public final class ProblemFolder {

    /// Mini-batches that peers take in turn; ours draws its own, of which these are the first.
    private static final int BATCHES = 8;

    private ProblemFolder() {}

    /// Writes the files into a folder that exists, and returns it.
    public static Path write(Path folder, TrainParameters parameters) throws IOException {
        try (Workers workers = new Workers(1)) {
            Trainer trainer = new Trainer(parameters.training(), Kernels.scalar(), workers);
            ObjectNode problem = Peer.JSON.createObjectNode();
            problem.put("preset", parameters.preset());
            problem.set("settings", Peer.JSON.valueToTree(parameters.values()));
            problem.put("comparedSteps", AgreementGate.STEPS);
            problem.put("sequence", parameters.training().transformer().sequence());
            writeParameters(folder, trainer, problem.putArray("tensors"));
            writeBatches(folder, parameters, trainer, problem.putArray("batches"));
            Files.writeString(folder.resolve("problem.json"), problem.toString());
        }
        return folder;
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
    private static void writeBatches(Path folder, TrainParameters parameters, Trainer trainer, ArrayNode sizes)
            throws IOException {
        int full = trainer.batch().length;
        int epoch = trainer.dataset().train().length / full;
        int count = Math.min(BATCHES, epoch);
        TokenSequences examples =
                TokenSequences.of(parameters.training().dataset().examples());
        byte[] tokenFile = new byte[Integer.BYTES * count * full * examples.sequence()];
        byte[] labelFile = new byte[Integer.BYTES * count * full];
        ByteBuffer tokens = littleEndian(tokenFile);
        ByteBuffer labels = littleEndian(labelFile);
        for (int step = 0; step < count; step++) {
            trainer.resumeAt(step);
            for (int example : trainer.batch()) {
                for (int position = 0; position < examples.sequence(); position++) {
                    tokens.putInt(examples.token(example, position));
                }
                labels.putInt(examples.label(example));
            }
            sizes.add(full);
        }
        Files.write(folder.resolve("tokens.i32"), tokenFile);
        Files.write(folder.resolve("labels.i32"), labelFile);
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The parameters that [#write] was given.
    static TrainParameters read(Path folder) throws IOException {
        JsonNode problem = Peer.JSON.readTree(Files.readString(folder.resolve("problem.json")));
        SettingValues values = new SettingValues();
        problem.path("settings")
                .properties()
                .forEach(setting ->
                        values.put(setting.getKey(), setting.getValue().asText(), "problem.json"));
        return TrainParameters.of(problem.path("preset").asText(), values);
    }
}
