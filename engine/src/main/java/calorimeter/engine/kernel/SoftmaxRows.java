// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

/// Softmax of many rows that are too short for a vector register: maxima and sums row by row, exponentials all
/// at once.
public final class SoftmaxRows {

    private SoftmaxRows() {}

    /// p_i = exp(s_i − max s)/Σ exp(s_j − max s) for the first `lengths[r / share]` entries of row r, sums from
    /// left to right: the same order on every platform. The others of its `stride` entries become zero.
    ///
    /// @param scores [rows × stride]; may be the array of the result
    /// @param share how many rows follow one another with the same length
    public static void softmax(
            Kernel kernel, float[] scores, float[] probabilities, int rows, int stride, int[] lengths, int share) {
        for (int row = 0; row < rows; row++) {
            subtractMaximum(scores, probabilities, row * stride, lengths[row / share], stride);
        }
        kernel.exponential(0f, probabilities, 0, probabilities, 0, rows * stride);
        for (int row = 0; row < rows; row++) {
            divideBySum(probabilities, row * stride, lengths[row / share]);
        }
    }

    private static void subtractMaximum(float[] scores, float[] result, int offset, int length, int stride) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + length; i++) {
            highest = Math.max(highest, scores[i]);
        }
        for (int i = offset; i < offset + length; i++) {
            result[i] = scores[i] - highest;
        }
        for (int i = offset + length; i < offset + stride; i++) {
            result[i] = Float.NEGATIVE_INFINITY;
        }
    }

    private static void divideBySum(float[] values, int offset, int length) {
        float sum = 0;
        for (int i = offset; i < offset + length; i++) {
            sum += values[i];
        }
        for (int i = offset; i < offset + length; i++) {
            values[i] /= sum;
        }
    }
}
