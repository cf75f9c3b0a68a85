package calorimeter.engine.model;

import calorimeter.engine.model.ParameterLayout.LayerTensors;
import java.util.List;

/// The affine maps of one layer, packed once per step and shared by all threads.
final class LayerWeights {

    final AffineMap query;
    final AffineMap key;
    final AffineMap value;
    final AffineMap output;
    final AffineMap mlpInput;
    final AffineMap mlpOutput;

    LayerWeights(LayerTensors tensors) {
        query = new AffineMap(tensors.query());
        key = new AffineMap(tensors.key());
        value = new AffineMap(tensors.value());
        output = new AffineMap(tensors.output());
        mlpInput = new AffineMap(tensors.mlpInput());
        mlpOutput = new AffineMap(tensors.mlpOutput());
    }

    /// The maps of [Projection].
    List<AffineMap> projection() {
        return List.of(query, key, value);
    }

    List<AffineMap> afterAttention() {
        return List.of(output, mlpInput, mlpOutput);
    }

    List<AffineMap> maps() {
        return List.of(query, key, value, output, mlpInput, mlpOutput);
    }
}
