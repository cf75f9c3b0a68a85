package calorimeter.engine.kernel;

/// Softmax of rows too short for a vector register.
public final class Exponentials {

    private Exponentials() {}

    /// p_i = exp(s_i − max s)/Σ exp(s_j − max s) for the n entries of both arrays from `offset`; left to right,
    /// in the same order on every platform.
    public static void softmax(float[] scores, float[] probabilities, int offset, int n) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + n; i++) {
            highest = Math.max(highest, scores[i]);
        }
        float sum = 0;
        for (int i = offset; i < offset + n; i++) {
            float value = Exponential.of(scores[i] - highest);
            probabilities[i] = value;
            sum += value;
        }
        for (int i = offset; i < offset + n; i++) {
            probabilities[i] /= sum;
        }
    }
}
