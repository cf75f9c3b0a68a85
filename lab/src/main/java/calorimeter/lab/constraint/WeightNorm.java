// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import calorimeter.engine.model.Tensor;
import calorimeter.lab.observable.Norms;

/// ‖θ‖ of all tensors whose name begins so, together: ∂‖θ‖/∂θ = θ/‖θ‖.
///
/// @param prefix as [Norms] records it; empty for all parameters
record WeightNorm(String prefix) implements ConstrainedQuantity {

    @Override
    public Range range() {
        return Range.NOT_NEGATIVE;
    }

    @Override
    public double measure(BatchView view) {
        return Norms.norm(view.layout(), view.parameters(), prefix);
    }

    @Override
    public void addGradient(BatchView view, double weight, float[] gradient) {
        double norm = measure(view);
        if (norm == 0) {
            return;
        }
        float factor = (float) (weight / norm);
        float[] parameters = view.parameters();
        for (Tensor tensor : view.layout().tensors()) {
            if (tensor.name().startsWith(prefix)) {
                for (int i = tensor.offset(); i < tensor.end(); i++) {
                    gradient[i] = Math.fma(factor, parameters[i], gradient[i]);
                }
            }
        }
    }
}
