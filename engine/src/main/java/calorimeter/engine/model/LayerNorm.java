package calorimeter.engine.model;

import calorimeter.engine.kernel.Kernel;

/// y = gain · (x − mean)/√(variance + ε) + bias along each row, with the biased variance and ε = 1e-5 (Ba et
/// al., arXiv:1607.06450; PyTorch's default ε).
///
/// Keeps what its backward pass needs: the normalised rows x̂ and the inverse deviations.
final class LayerNorm {

    private static final float EPSILON = 1e-5f;

    private final Tensor gain;
    private final Tensor bias;
    private final int width;
    private final Rows normalized;
    private final float[] inverseDeviation;
    private final float[] scratch;

    LayerNorm(Tensor gain, Tensor bias, int rows) {
        this.gain = gain;
        this.bias = bias;
        width = gain.columns();
        normalized = new Rows(rows, width);
        inverseDeviation = new float[rows];
        scratch = new float[width];
    }

    /// Row i of y ← LayerNorm(row i of x), for i in first … first + rows − 1.
    void forward(Kernel kernel, int first, int rows, Rows x, float[] parameters, Rows y) {
        float[] hat = normalized.values;
        for (int row = first; row < first + rows; row++) {
            int xOffset = x.at(row);
            int offset = normalized.at(row);
            float mean = kernel.sum(x.values, xOffset, width) / width;
            for (int i = 0; i < width; i++) {
                hat[offset + i] = x.values[xOffset + i] - mean;
            }
            float variance = kernel.dot(hat, offset, hat, offset, width) / width;
            float inverse = 1f / (float) Math.sqrt(variance + EPSILON);
            inverseDeviation[row] = inverse;
            int yOffset = y.at(row);
            for (int i = 0; i < width; i++) {
                hat[offset + i] *= inverse;
                y.values[yOffset + i] = hat[offset + i] * parameters[gain.offset() + i] + parameters[bias.offset() + i];
            }
        }
    }

    /// ∂x += the chain rule of ∂y, and the gradients of gain and bias, for all of the first `rows` rows:
    ///
    ///     h = gain · ∂y,   ∂x = (h − mean(h) − x̂ mean(h x̂)) / √(variance + ε)
    void backward(Kernel kernel, int rows, Rows dy, float[] parameters, Rows dx, float[] gradient) {
        float[] hat = normalized.values;
        for (int row = 0; row < rows; row++) {
            int dyOffset = dy.at(row);
            int offset = normalized.at(row);
            for (int i = 0; i < width; i++) {
                float d = dy.values[dyOffset + i];
                gradient[gain.offset() + i] += d * hat[offset + i];
                gradient[bias.offset() + i] += d;
                scratch[i] = d * parameters[gain.offset() + i];
            }
            float mean = kernel.sum(scratch, 0, width) / width;
            float projection = kernel.dot(scratch, 0, hat, offset, width) / width;
            float inverse = inverseDeviation[row];
            int dxOffset = dx.at(row);
            for (int i = 0; i < width; i++) {
                dx.values[dxOffset + i] += inverse * (scratch[i] - mean - hat[offset + i] * projection);
            }
        }
    }
}
