// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.ArrayList;
import java.util.List;

/// L2 norms: ‖∇L‖ of the gradient, ‖Δθ‖ of the update that follows, ‖θ‖ = (Σ θ²)^½ of all parameters and of groups.
public final class Norms implements Instrument {

    private static final String WEIGHTS = "weights.norm";

    /// Place of ‖Δθ‖ among the values, and of the first group.
    private static final int UPDATE = 1;

    private static final int WHOLE = 2;

    private final List<Quantity> quantities = new ArrayList<>();

    /// Parameters of the group of value WHOLE + i have names that begin with `groups.get(i)`.
    private final List<String> groups = new ArrayList<>();

    public Norms(ModelSettings model) {
        quantities.add(
                new Quantity("gradient.norm", "‖∇L‖", "L2 norm of the gradient of the next batch, before clipping"));
        quantities.add(new Quantity("update.norm", "‖Δθ‖", "L2 norm of the next update; missing after the last"));
        quantities.add(new Quantity(WEIGHTS, "‖θ‖", "L2 norm of all parameters"));
        groups.add("");
        if (model instanceof TransformerSettings transformer) {
            groups(transformer);
        }
    }

    private void groups(TransformerSettings model) {
        group("embedding", "the embedding");
        for (int layer = 0; layer < model.layers(); layer++) {
            String attention = "layer" + layer + ".attention";
            group(attention, "the attention of layer " + layer);
            group(attention + ".query", "the query map of layer " + layer);
            group(attention + ".key", "the key map of layer " + layer);
            group("layer" + layer + ".mlp", "the MLP of layer " + layer);
        }
        if (!model.tied()) {
            group("unembedding", "the unembedding");
        }
    }

    private void group(String prefix, String words) {
        quantities.add(new Quantity(WEIGHTS + "." + prefix, "‖θ‖", "L2 norm of " + words));
        groups.add(prefix);
    }

    /// The norms of parameters that are recorded of a model.
    public static List<Quantity> ofWeights(ModelSettings model) {
        List<Quantity> all = new Norms(model).quantities();
        return all.subList(WHOLE, all.size());
    }

    /// How the names of the tensors begin that one of [#ofWeights] is taken over.
    public static String prefix(Quantity norm) {
        return norm.name().equals(WEIGHTS) ? "" : norm.name().substring(WEIGHTS.length() + 1);
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public double[] measure(Moment moment) {
        double[] values = new double[quantities.size()];
        values[0] = moment.gradientNorm();
        values[UPDATE] = Double.NaN;
        for (int i = 0; i < groups.size(); i++) {
            values[WHOLE + i] = norm(moment.layout(), moment.parameters(), groups.get(i));
        }
        return values;
    }

    @Override
    public void updated(float[] before, float[] after, double[] values) {
        double sum = 0;
        for (int i = 0; i < before.length; i++) {
            double difference = (double) before[i] - after[i];
            sum += difference * difference;
        }
        values[UPDATE] = Math.sqrt(sum);
    }

    /// Norm of all tensors whose name begins so, together; padding does not count.
    public static double norm(ParameterLayout layout, float[] parameters, String prefix) {
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
