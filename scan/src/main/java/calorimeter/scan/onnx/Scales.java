// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.onnx.AttentionBlock.Scale;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values of scales.
///
/// @param tensors what the model has handed out, by name
record Scales(Map<String, Tensor> tensors) {

    /// All factors of some chains multiplied.
    double product(List<List<Scale>> chains) {
        double product = 1;
        for (List<Scale> chain : chains) {
            for (Scale scale : chain) {
                Double value = value(scale);
                if (value == null) {
                    break;
                }
                product *= value;
            }
        }
        return product;
    }

    /// A factor; null when it is a tensor of several elements.
    @Nullable
    Double value(Scale scale) {
        return switch (scale) {
            case Scale.Factor number -> number.value();
            case Scale.Element element -> {
                Tensor tensor = tensor(element.tensor());
                yield tensor.elements() != 1 ? null : (Double) (element.divides() ? 1 / tensor.at(0) : tensor.at(0));
            }
            case Scale.InverseRoot root -> {
                Tensor shape = tensor(root.shape());
                double width = shape.at(shape.elements() - 1);
                yield 1 / Math.sqrt(shape.elements() == 4 ? width : width / root.heads());
            }
        };
    }

    Tensor tensor(String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalStateException("the model has not handed out " + name);
        }
        return tensor;
    }
}
