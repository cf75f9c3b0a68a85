// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import java.util.List;
import java.util.function.IntToDoubleFunction;

/// Golden gradient g* of one parameter tensor, kept as a few numbers instead of all.
///
/// Elements are counted row-major without padding; a vector is one row.
///
/// @param name canonical name, such as `layer0.attention.query.bias`
/// @param start elements of all tensors before it in the canonical order, for [GoldenParameters#fill]
/// @param norm L2 norm of g*
/// @param maximum largest |g*|
/// @param projections Σᵢ sign(i, k) g*ᵢ for k = 0 … 31, signs by [GoldenParameters#sign]
/// @param samples g* at ⌊i n / 64⌋ for i = 0 … 63, or all of it if n ≤ 64
public record GoldenTensor(
        String name,
        int start,
        int rows,
        int columns,
        GoldenParameters.Kind kind,
        double norm,
        double maximum,
        List<Double> projections,
        List<Double> samples) {

    public GoldenTensor {
        projections = List.copyOf(projections);
        samples = List.copyOf(samples);
    }

    public int size() {
        return rows * columns;
    }

    /// Where in the tensor sample `sample` was taken.
    public int sampleIndex(int sample) {
        return (int) ((long) sample * size() / samples.size());
    }

    /// Initial values of the tensor.
    public float[] parameters() {
        return GoldenParameters.fill(start, rows, columns, kind);
    }

    /// Whether g* is zero by an identity, so that only rounding is left of it and a relative error means
    /// nothing. Such is the gradient of a key bias without RoPE: it adds one number to a whole row of scores,
    /// and softmax ignores it.
    ///
    /// In float64 such norms are near 1e-17 and the smallest others near 1e-3. Ask it of float64 goldens: in
    /// float32 the rounding left over reaches 1e-8.
    public boolean vanishes() {
        return norm < 1e-12;
    }

    /// Estimate of the distance ‖g − g*‖ of all elements from the projections alone.
    ///
    /// With independent signs E[(Σᵢ ±dᵢ)²] = Σᵢ dᵢ², so the root mean square of the differences of the
    /// projections estimates ‖d‖; 32 of them leave a relative standard error of at most 1/√64 = 12 %. A single
    /// wrong element, or two exchanged ones, cannot hide.
    ///
    /// @param gradient element of g by its row-major, unpadded index
    public double distance(IntToDoubleFunction gradient) {
        double sum = 0;
        for (int k = 0; k < projections.size(); k++) {
            double difference = project(gradient, k) - projections.get(k);
            sum += difference * difference;
        }
        return Math.sqrt(sum / projections.size());
    }

    /// Largest |g − g*| over the sampled elements.
    public double largestSampleError(IntToDoubleFunction gradient) {
        double largest = 0;
        for (int sample = 0; sample < samples.size(); sample++) {
            double difference = gradient.applyAsDouble(sampleIndex(sample)) - samples.get(sample);
            largest = Math.max(largest, Math.abs(difference));
        }
        return largest;
    }

    double project(IntToDoubleFunction gradient, int k) {
        double sum = 0;
        for (int i = 0; i < size(); i++) {
            sum += GoldenParameters.sign(i, k) * gradient.applyAsDouble(i);
        }
        return sum;
    }
}
