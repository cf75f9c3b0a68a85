// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.attention;

import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The operator and the temperature of every head, of the parameters of the last load and of the updates
/// made. Shared by all threads.
public final class HeadOperators {

    /// Updates made, as a scheduled temperature counts them: a buffer of the model.
    private static final String UPDATES = "attention.updates";

    /// Largest |t|: beyond, tanh a is 1 to rounding, where orders end.
    private static final double MOST = 1 - 0x1p-20;

    private final AttentionSettings settings;
    private final TransformerTensors tensors;
    private final int heads;
    private final int headSize;

    /// [layers × heads], as the others. Null for softmax.
    private final @Nullable AttentionOperator[] operators;

    private final double[] deformations;
    private final double[] temperatures;
    private final float[] scales;
    private final float[] updates = {0f};

    public HeadOperators(TransformerSettings model, TransformerTensors tensors) {
        settings = model.attention();
        this.tensors = tensors;
        heads = model.heads();
        headSize = model.headSize();
        int count = model.layers() * heads;
        operators = new @Nullable AttentionOperator[count];
        deformations = new double[count];
        temperatures = new double[count];
        scales = new float[count];
        for (int i = 0; i < count; i++) {
            deform(i, settings.kind().deformation(settings.order()));
            heat(i, settings.temperature().from());
        }
    }

    private void deform(int i, double deformation) {
        deformations[i] = deformation;
        operators[i] =
                settings.kind() == AttentionKind.SOFTMAX ? null : AttentionOperator.of(settings.kind(), deformation);
    }

    private void heat(int i, double temperature) {
        temperatures[i] = temperature;
        scales[i] = AttentionSettings.scale(temperature, headSize);
    }

    /// Takes what is trained from new parameters, and the scheduled temperature after the updates made.
    public void load(float[] parameters) {
        for (int i = 0; i < operators.length; i++) {
            TransformerTensors.Layer layer = tensors.layers.get(i / heads);
            if (layer.deformation() != null) {
                float a = parameters[place(layer.deformation(), settings.trainedOrder(), i % heads)];
                deform(i, Math.clamp(StrictMath.tanh(a), -MOST, MOST));
            }
            if (layer.logTemperature() != null) {
                float log = parameters[place(layer.logTemperature(), settings.trainedTemperature(), i % heads)];
                heat(i, StrictMath.exp(log));
            } else if (!settings.temperature().isConstant()) {
                heat(i, settings.temperature().after(updates[0]));
            }
        }
    }

    private static int place(Tensor tensor, Sharing sharing, int head) {
        return tensor.offset() + sharing.index(head);
    }

    /// Counts an update, where a scheduled temperature needs it.
    public void advance() {
        updates[0]++;
    }

    /// As [calorimeter.engine.model.Model#buffers].
    public SortedMap<String, float[]> buffers() {
        SortedMap<String, float[]> buffers = new TreeMap<>();
        if (!settings.temperature().isConstant()) {
            buffers.put(UPDATES, updates);
        }
        return buffers;
    }

    public boolean softmax() {
        return settings.kind() == AttentionKind.SOFTMAX;
    }

    public boolean trainsTemperature() {
        return settings.trainedTemperature() != Sharing.NONE;
    }

    /// 1/(T √headSize).
    public float scale(int layer, int head) {
        return scales[layer * heads + head];
    }

    /// T.
    public double temperature(int layer, int head) {
        return temperatures[layer * heads + head];
    }

    /// α, κ or q; NaN for softmax.
    public double order(int layer, int head) {
        return settings.kind().order(deformations[layer * heads + head]);
    }

    /// Weights of one row of visible keys; not of softmax.
    public void forward(OperatorRow row, int layer, int head, float[] scores, int from, int count, float[] weights) {
        row.forward(operator(layer, head), scores, from, count, weights);
    }

    /// As [OperatorRow#backward].
    public double backward(
            OperatorRow row, int layer, int head, float[] weights, float[] gradient, int from, int count) {
        boolean deforming = settings.trainedOrder() != Sharing.NONE;
        return row.backward(operator(layer, head), weights, gradient, from, count, deforming);
    }

    private AttentionOperator operator(int layer, int head) {
        AttentionOperator operator = operators[layer * heads + head];
        if (operator == null) {
            throw new IllegalStateException("softmax is computed by the kernel");
        }
        return operator;
    }

    /// Adds the gradients of what is trained in a layer, head by head: da = (1 − t²) dt.
    ///
    /// @param deformation ∂t of every head
    /// @param logTemperature ∂ln T of every head
    public void addGradients(int layer, double[] deformation, double[] logTemperature, float[] into) {
        TransformerTensors.Layer own = tensors.layers.get(layer);
        for (int head = 0; head < heads; head++) {
            if (own.deformation() != null) {
                double t = deformations[layer * heads + head];
                into[place(own.deformation(), settings.trainedOrder(), head)] +=
                        (float) ((1 - t * t) * deformation[head]);
            }
            if (own.logTemperature() != null) {
                into[place(own.logTemperature(), settings.trainedTemperature(), head)] += (float) logTemperature[head];
            }
        }
    }
}
