package calorimeter.engine.transformer.input;

import calorimeter.engine.computation.AffineMap;
import calorimeter.engine.transformer.settings.TransformerTensors;
import java.util.List;

/// The affine maps of one layer, packed once per step and shared by all threads.
public final class LayerWeights {

    public final AffineMap query;
    public final AffineMap key;
    public final AffineMap value;
    public final AffineMap output;
    public final AffineMap mlpInput;
    public final AffineMap mlpOutput;

    public LayerWeights(TransformerTensors.Layer tensors) {
        query = map(tensors.query());
        key = map(tensors.key());
        value = map(tensors.value());
        output = map(tensors.output());
        mlpInput = map(tensors.mlpInput());
        mlpOutput = map(tensors.mlpOutput());
    }

    private static AffineMap map(TransformerTensors.Affine affine) {
        return new AffineMap(affine.weight(), affine.bias());
    }

    /// The maps of [Projection].
    public List<AffineMap> projection() {
        return List.of(query, key, value);
    }

    public List<AffineMap> afterAttention() {
        return List.of(output, mlpInput, mlpOutput);
    }

    public List<AffineMap> maps() {
        return List.of(query, key, value, output, mlpInput, mlpOutput);
    }
}
