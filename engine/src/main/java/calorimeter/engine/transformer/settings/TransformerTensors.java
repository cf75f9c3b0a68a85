// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

import calorimeter.engine.model.Initial;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The tensors of a transformer, in their canonical order; those that its settings do without are null.
///
/// Affine maps act from the right, y = x W + b with W [inputs × outputs].
public final class TransformerTensors {

    public final ParameterLayout layout;
    public final Tensor embedding;
    public final @Nullable Tensor positions;
    public final List<Layer> layers;
    public final @Nullable Norm finalNorm;

    /// [width × classes]; null where the embedding is read instead.
    public final @Nullable Tensor unembedding;

    public final @Nullable Tensor unembeddingBias;

    private final TransformerSettings settings;
    private final ParameterLayout.Builder tensors = new ParameterLayout.Builder();

    public record Layer(
            @Nullable Norm norm1,
            Affine query,
            Affine key,
            Affine value,
            Affine output,
            @Nullable Norm norm2,
            Affine mlpInput,
            Affine mlpOutput,
            @Nullable Tensor deformation,
            @Nullable Tensor logTemperature) {}

    public record Affine(Tensor weight, @Nullable Tensor bias) {}

    public record Norm(Tensor gain, Tensor bias) {}

    public TransformerTensors(TransformerSettings settings) {
        this.settings = settings;
        int width = settings.width();
        int classes = settings.classes();
        boolean learned = settings.positions() == Positions.LEARNED;
        embedding = tensors.matrix("embedding", settings.vocabulary(), width, vectors());
        positions = learned ? tensors.matrix("positions", settings.sequence(), width, vectors()) : null;
        List<Layer> list = new ArrayList<>();
        for (int i = 0; i < settings.layers(); i++) {
            list.add(layer("layer" + i + "."));
        }
        layers = List.copyOf(list);
        finalNorm = norm("norm");
        unembedding = settings.tied() ? null : tensors.matrix("unembedding", width, classes, unembeddings());
        unembeddingBias =
                settings.biases() == Biases.ALL ? tensors.vector("unembedding.bias", classes, biases(width)) : null;
        layout = tensors.build();
    }

    private Layer layer(String prefix) {
        int width = settings.width();
        int hidden = settings.mlpWidth();
        boolean attentionBiases = settings.biases() == Biases.ALL;
        boolean mlpBiases = settings.biases() != Biases.NONE;
        AttentionSettings attention = settings.attention();
        double deformation = attention.kind().deformation(attention.order());
        return new Layer(
                norm(prefix + "norm1"),
                affine(prefix + "attention.query", width, width, attentionBiases),
                affine(prefix + "attention.key", width, width, attentionBiases),
                affine(prefix + "attention.value", width, width, attentionBiases),
                affine(prefix + "attention.output", width, width, attentionBiases),
                norm(prefix + "norm2"),
                affine(prefix + "mlp.input", width, hidden, mlpBiases),
                affine(prefix + "mlp.output", hidden, width, mlpBiases),
                constants(prefix + "attention.deformation", attention.trainedOrder(), artanh(deformation)),
                constants(
                        prefix + "attention.log-temperature",
                        attention.trainedTemperature(),
                        StrictMath.log(attention.temperature().from())));
    }

    private @Nullable Tensor constants(String name, Sharing sharing, double value) {
        return sharing == Sharing.NONE
                ? null
                : tensors.undecayed(name, sharing.count(settings.heads()), new Initial.Constant((float) value));
    }

    private static double artanh(double t) {
        return 0.5 * (StrictMath.log1p(t) - StrictMath.log1p(-t));
    }

    private @Nullable Norm norm(String name) {
        if (!settings.normalized()) {
            return null;
        }
        return new Norm(
                tensors.vector(name + ".gain", settings.width(), Initial.ONES),
                tensors.vector(name + ".bias", settings.width(), Initial.ZEROS));
    }

    private Affine affine(String name, int inputs, int outputs, boolean biased) {
        return new Affine(
                tensors.matrix(name, inputs, outputs, weights(inputs)),
                biased ? tensors.vector(name + ".bias", outputs, biases(inputs)) : null);
    }

    /// Embedding and learned positions.
    private Initial vectors() {
        return switch (settings.initialization()) {
            case NANDA, FAN_IN -> normal(settings.width());
            case PYTORCH -> new Initial.Normal(1);
        };
    }

    private Initial weights(int inputs) {
        return switch (settings.initialization()) {
            case NANDA -> normal(settings.width());
            case PYTORCH -> uniform(inputs);
            case FAN_IN -> normal(inputs);
        };
    }

    private Initial biases(int inputs) {
        return switch (settings.initialization()) {
            case NANDA, FAN_IN -> Initial.ZEROS;
            case PYTORCH -> uniform(inputs);
        };
    }

    private Initial unembeddings() {
        return switch (settings.initialization()) {
            case NANDA -> normal(settings.classes());
            case PYTORCH -> uniform(settings.width());
            case FAN_IN -> normal(settings.width());
        };
    }

    private static Initial normal(int n) {
        return new Initial.Normal(1 / Math.sqrt(n));
    }

    private static Initial uniform(int n) {
        return new Initial.Uniform(1 / Math.sqrt(n));
    }
}
