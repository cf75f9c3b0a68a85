// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.input;

import calorimeter.engine.computation.AffineMap;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.attention.HeadOperators;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import java.util.ArrayList;
import java.util.List;

/// The parameters of the last load, every affine map of them packed for products. Shared by all threads.
public final class TransformerWeights {

    public final TransformerSettings settings;
    public final TransformerTensors tensors;
    public final Kernel kernel;
    public final List<Layer> layers;
    public final AffineMap unembedding;
    public final HeadOperators operators;
    private final List<AffineMap> afterProjection = new ArrayList<>();
    private float[] parameters = new float[0];

    public record Layer(
            TransformerTensors.Layer tensors,
            AffineMap query,
            AffineMap key,
            AffineMap value,
            AffineMap output,
            AffineMap mlpInput,
            AffineMap mlpOutput) {}

    public TransformerWeights(TransformerSettings settings, Kernel kernel) {
        this.settings = settings;
        this.kernel = kernel;
        tensors = new TransformerTensors(settings);
        operators = new HeadOperators(settings, tensors);
        layers = tensors.layers.stream().map(this::layer).toList();
        Tensor matrix = tensors.unembedding;
        unembedding = matrix == null
                ? AffineMap.tied(kernel, tensors.embedding, tensors.unembeddingBias, settings.classes())
                : new AffineMap(kernel, matrix, tensors.unembeddingBias);
        for (Layer layer : layers) {
            afterProjection.addAll(List.of(layer.output, layer.mlpInput, layer.mlpOutput));
        }
        for (Layer later : layers.subList(1, layers.size())) {
            afterProjection.addAll(List.of(later.query, later.key, later.value));
        }
        afterProjection.add(unembedding);
    }

    private Layer layer(TransformerTensors.Layer layer) {
        return new Layer(
                layer,
                map(layer.query()),
                map(layer.key()),
                map(layer.value()),
                map(layer.output()),
                map(layer.mlpInput()),
                map(layer.mlpOutput()));
    }

    private AffineMap map(TransformerTensors.Affine affine) {
        return new AffineMap(kernel, affine.weight(), affine.bias());
    }

    /// Takes new parameters and packs the first layer's queries, keys and values.
    public void load(float[] parameters, Workers workers) {
        this.parameters = parameters;
        operators.load(parameters);
        Layer first = layers.getFirst();
        pack(List.of(first.query, first.key, first.value), workers);
    }

    /// Packs all that follows the first layer's queries, keys and values.
    public void packTheRest(Workers workers) {
        pack(afterProjection, workers);
    }

    private void pack(List<AffineMap> maps, Workers workers) {
        workers.run(maps.size(), (worker, task) -> maps.get(task).load(parameters));
    }

    public float[] parameters() {
        return parameters;
    }
}
