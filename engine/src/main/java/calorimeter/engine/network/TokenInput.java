package calorimeter.engine.network;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.model.Tensor;

/// The embeddings of an example's tokens, one behind the other: x = (E[t₀], E[t₁], …), width·positions features.
final class TokenInput implements Layer {

    private final Kernel kernel;
    private final TokenSequences examples;
    private final Tensor embedding;
    private final Slot output;
    private float[] parameters = new float[0];

    /// @param embedding E [vocabulary × width]
    TokenInput(Kernel kernel, TokenSequences examples, Tensor embedding, Slot output) {
        this.kernel = kernel;
        this.examples = examples;
        this.embedding = embedding;
        this.output = output;
    }

    @Override
    public void load(float[] parameters) {
        this.parameters = parameters;
    }

    @Override
    public void forward(Activations pass, int from, int to) {
        Rows y = pass.values.get(output.index());
        int width = embedding.columns();
        for (int example = from; example < to; example++) {
            for (int position = 0; position < examples.sequence(); position++) {
                int token = examples.token(pass.number(example), position);
                System.arraycopy(
                        parameters, embedding.row(token), y.values, y.at(example) + position * width, width);
            }
        }
    }

    @Override
    public void backward(Activations pass, int from, int to, float[] gradient) {
        Rows dy = pass.gradients.get(output.index());
        int width = embedding.columns();
        for (int example = from; example < to; example++) {
            for (int position = 0; position < examples.sequence(); position++) {
                int token = examples.token(pass.number(example), position);
                kernel.add(dy.values, dy.at(example) + position * width, gradient, embedding.row(token), width);
            }
        }
    }
}
