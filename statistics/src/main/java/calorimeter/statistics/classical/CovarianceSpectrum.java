// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Samples;
import java.util.Arrays;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.EigenDecompositionSymmetric;

/// Eigenvalues λ₁ ≥ … ≥ λ_d of the covariance of n observations in d dimensions,
///
///     Σ = (1/n) Σ_i (x_i − x̄)(x_i − x̄)ᵀ,
///
/// for instance of the representations a network feeds to its unembedding on a probe. Division by n or n − 1
/// changes no ratio of eigenvalues. Rounding may leave eigenvalues slightly below zero; they count as zero.
public final class CovarianceSpectrum {

    /// Leading eigenvalues in the head of the contrast.
    public static final int HEAD = 5;

    /// A tail below this share of the head is rounding of the single-precision observations.
    private static final double ROUNDING = 1e-13;

    private final double[] eigenvalues;
    private final int observations;

    private CovarianceSpectrum(double[] eigenvalues, int observations) {
        this.eigenvalues = eigenvalues;
        this.observations = observations;
    }

    /// Spectrum of observations [n × width], row-major.
    ///
    /// @throws IllegalArgumentException when the array holds no whole number of rows, at least one, or a value
    ///     that is not finite
    public static CovarianceSpectrum of(float[] observations, int width) {
        if (width < 1 || observations.length == 0 || observations.length % width != 0) {
            throw new IllegalArgumentException("there are " + observations.length + " values in rows of " + width
                    + " but there must be a whole number of rows, at least one");
        }
        int n = observations.length / width;
        double[] mean = new double[width];
        for (int i = 0; i < observations.length; i++) {
            Samples.requireFinite("value of observation", observations[i]);
            mean[i % width] += (double) observations[i] / n;
        }
        double[] centred = new double[width];
        double[][] covariance = new double[width][width];
        for (int row = 0; row < n; row++) {
            for (int j = 0; j < width; j++) {
                centred[j] = observations[row * width + j] - mean[j];
            }
            for (int j = 0; j < width; j++) {
                for (int k = 0; k <= j; k++) {
                    covariance[j][k] += centred[j] * centred[k] / n;
                }
            }
        }
        for (int j = 0; j < width; j++) {
            for (int k = 0; k < j; k++) {
                covariance[k][j] = covariance[j][k];
            }
        }
        double[] eigenvalues =
                new EigenDecompositionSymmetric(new Array2DRowRealMatrix(covariance, false)).getEigenvalues();
        Arrays.sort(eigenvalues);
        double[] falling = new double[width];
        for (int j = 0; j < width; j++) {
            falling[j] = Math.max(0, eigenvalues[width - 1 - j]);
        }
        return new CovarianceSpectrum(falling, n);
    }

    /// λ₁ ≥ … ≥ λ_d ≥ 0.
    public double[] eigenvalues() {
        return eigenvalues.clone();
    }

    /// The head–tail contrast
    ///
    ///     m = ln( Σ_{j ≤ 5} λ_j / Σ_{j > 5} λ_j )
    ///
    /// of Bi et al. (arXiv:2603.24746): large when five directions hold the variance. For isotropic noise it is
    /// ln(5/(d − 5)) up to sampling, which spreads the eigenvalues and raises it. Declines with fewer than
    /// seven observations or six dimensions, which leave no tail, and when the tail is empty.
    public Answer<Double> headTailContrast() {
        if (eigenvalues.length <= HEAD) {
            return Answer.tooFew("a head-tail contrast's number of dimensions", eigenvalues.length, HEAD + 1);
        }
        if (observations < HEAD + 2) {
            return Answer.tooFew("a head-tail contrast's number of observations", observations, HEAD + 2);
        }
        double head = Arrays.stream(eigenvalues).limit(HEAD).sum();
        double tail = Arrays.stream(eigenvalues).skip(HEAD).sum();
        return tail > ROUNDING * head
                ? Answer.given(StrictMath.log(head / tail))
                : Answer.noVariation(observations, "the tail has no variance: observations lie in five dimensions");
    }
}
