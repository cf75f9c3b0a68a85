package calorimeter.lab.observable;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;

/// L2 norms of groups of parameters.
public final class WeightNorms {

    private final ParameterLayout layout;
    private final float[] parameters;

    public WeightNorms(ParameterLayout layout, float[] parameters) {
        this.layout = layout;
        this.parameters = parameters;
    }

    /// Elements of one tensor, row-major, for observables that need more than a norm.
    public float[] tensor(String name) {
        return layout.extract(layout.tensor(name), parameters);
    }

    public double total() {
        return of("");
    }

    /// Norm of all tensors whose name begins so, together.
    public double of(String prefix) {
        double sum = 0;
        for (Tensor tensor : layout.tensors()) {
            if (tensor.name().startsWith(prefix)) {
                for (float value : layout.extract(tensor, parameters)) {
                    sum += (double) value * value;
                }
            }
        }
        return Math.sqrt(sum);
    }
}
