// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.model;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors.Affine;
import calorimeter.engine.transformer.settings.TransformerTensors.Layer;
import calorimeter.engine.transformer.settings.TransformerTensors.Norm;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.Safetensors;
import calorimeter.lab.store.TensorData;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// A run's transformer as a folder for `transformers`: config.json, model.safetensors, and the model's own
/// code, since no family that the library knows has all of our settings.
///
/// ```python
/// AutoModelForSequenceClassification.from_pretrained(folder, trust_remote_code=True)(tokens).logits
/// ```
///
/// Tensors have the names and shapes of `torch.nn`: a linear map is [outputs × inputs].
public final class HuggingFaceModel {

    private static final String CODE = "modeling_calorimeter";

    private final ExportedTransformer model;
    private final TransformerSettings settings;
    private final List<TensorData> tensors = new ArrayList<>();

    private HuggingFaceModel(ExportedTransformer model) {
        this.model = model;
        settings = model.settings;
    }

    /// The files of the folder by name.
    ///
    /// @throws calorimeter.lab.store.StoreException if the run is no transformer, or its attention is not
    ///     softmax
    public static SequencedMap<Path, DurableFile.Content> of(TrainedRun run) {
        HuggingFaceModel model = new HuggingFaceModel(new ExportedTransformer(run));
        byte[] config = model.config().toPrettyString().getBytes(StandardCharsets.UTF_8);
        model.collect();
        Map<String, String> metadata = Map.of("format", "pt", "run", run.run().name(), "step", "" + run.step());
        SequencedMap<Path, DurableFile.Content> files = new LinkedHashMap<>();
        files.put(Path.of("config.json"), out -> out.write(config));
        files.put(Path.of(CODE + ".py"), out -> {
            try (InputStream code = code()) {
                code.transferTo(out);
            }
        });
        files.put(Path.of("model.safetensors"), out -> Safetensors.write(out, metadata, model.tensors));
        return files;
    }

    private static InputStream code() throws IOException {
        InputStream code = HuggingFaceModel.class.getResourceAsStream(CODE + ".py");
        if (code == null) {
            throw new IllegalStateException("the resource " + CODE + ".py is not on the class path");
        }
        return code;
    }

    private ObjectNode config() {
        ObjectNode json = new ObjectMapper().createObjectNode().put("model_type", "calorimeter");
        json.putArray("architectures").add("CalorimeterModel");
        json.putObject("auto_map")
                .put("AutoConfig", CODE + ".CalorimeterConfig")
                .put("AutoModelForSequenceClassification", CODE + ".CalorimeterModel");
        json.put("description", model.description())
                .put("vocab_size", settings.vocabulary())
                .put("classes", settings.classes())
                .put("max_position_embeddings", settings.sequence())
                .put("num_hidden_layers", settings.layers())
                .put("hidden_size", settings.width())
                .put("num_attention_heads", settings.heads())
                .put("intermediate_size", settings.mlpWidth())
                .put("hidden_act", settings.activation() == Activation.GELU ? "gelu" : "relu")
                .put("norm", settings.normalized())
                .put("positions", word(settings.positions()))
                .put("rope_theta", settings.rotaryBase())
                .put("causal", settings.mask() == Mask.CAUSAL)
                .put("attention_bias", settings.biases() == Biases.ALL)
                .put("mlp_bias", settings.biases() != Biases.NONE)
                .put("readout", word(settings.readout()))
                .put("dtype", "float32");
        ArrayNode layers = json.putArray("scales");
        for (int layer = 0; layer < settings.layers(); layer++) {
            Arrays.stream(model.scales(layer)).forEach(layers.addArray()::add);
        }
        return json;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private void collect() {
        float[][] embedding = model.values(model.tensors.embedding);
        put("embedding.weight", embedding);
        Tensor positions = model.tensors.positions;
        if (positions != null) {
            put("positions.weight", model.values(positions));
        } else if (settings.positions() == Positions.SINUSOIDAL) {
            put("positions.weight", model.sinusoids());
        }
        for (int i = 0; i < settings.layers(); i++) {
            put("layers." + i + ".", model.tensors.layers.get(i));
        }
        put("norm", model.tensors.finalNorm);
        Tensor unembedding = model.tensors.unembedding;
        put(
                "unembedding.weight",
                unembedding == null
                        ? Arrays.copyOf(embedding, settings.classes())
                        : transposed(model.values(unembedding)));
        vector("unembedding.bias", model.tensors.unembeddingBias);
    }

    private void put(String prefix, Layer layer) {
        put(prefix + "norm1", layer.norm1());
        put(prefix + "query", layer.query());
        put(prefix + "key", layer.key());
        put(prefix + "value", layer.value());
        put(prefix + "output", layer.output());
        put(prefix + "norm2", layer.norm2());
        put(prefix + "mlp_input", layer.mlpInput());
        put(prefix + "mlp_output", layer.mlpOutput());
    }

    private void put(String name, @Nullable Norm norm) {
        if (norm != null) {
            vector(name + ".weight", norm.gain());
            vector(name + ".bias", norm.bias());
        }
    }

    private void put(String name, Affine map) {
        put(name + ".weight", transposed(model.values(map.weight())));
        vector(name + ".bias", map.bias());
    }

    private void vector(String name, @Nullable Tensor tensor) {
        if (tensor != null) {
            float[] values = model.values(tensor)[0];
            tensors.add(TensorData.of(name, new int[] {values.length}, values));
        }
    }

    private void put(String name, float[][] rows) {
        tensors.add(TensorData.of(name, new int[] {rows.length, rows[0].length}, ExportedTransformer.flat(rows)));
    }

    private static float[][] transposed(float[][] rows) {
        float[][] columns = new float[rows[0].length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < columns.length; j++) {
                columns[j][i] = rows[i][j];
            }
        }
        return columns;
    }
}
