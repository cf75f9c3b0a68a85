// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.ensemble.GibbsMoments;

/// The Fisher metric of softmax in the coordinates of the scores, which is also the Jacobian of softmax and the
/// Hessian of ln Z:
///
///     g_ij = ∂²ln Z/∂s_i∂s_j = ∂p_i/∂s_j = p_i δ_ij − p_i p_j
///
/// Symmetric, positive semi-definite; the constant vector is its null direction, since a common shift of the
/// scores changes nothing. The n × n matrix is only formed by [#matrix].
public final class FisherMetric {

    private final double[] p;

    private FisherMetric(double[] ownedProbabilities) {
        p = ownedProbabilities;
    }

    /// At the distribution p, copied.
    ///
    /// @throws IllegalArgumentException if p is not a distribution
    public static FisherMetric at(double[] p) {
        Distributions.requireDistribution("p", p, 0, p.length);
        return new FisherMetric(p.clone());
    }

    /// At p = softmax(scores).
    ///
    /// @throws IllegalArgumentException if there are no scores or one is not finite
    public static FisherMetric ofScores(double[] scores) {
        double[] probabilities = new double[scores.length];
        GibbsMoments.of(scores, 0, scores.length, 1, probabilities);
        return new FisherMetric(probabilities);
    }

    /// n.
    public int size() {
        return p.length;
    }

    /// g·v, with components p_i (v_i − ⟨v⟩): the change of p for a change v of the scores.
    public double[] times(double[] v) {
        double mean = mean(v);
        double[] product = new double[p.length];
        for (int i = 0; i < p.length; i++) {
            product[i] = p[i] * (v[i] - mean);
        }
        return product;
    }

    /// vᵀ g v = Var_p(v): the squared Fisher–Rao length of the change v of the scores. With v = s it is the
    /// specific heat.
    public double squaredLength(double[] v) {
        double mean = mean(v);
        double sum = 0;
        for (int i = 0; i < p.length; i++) {
            double deviation = v[i] - mean;
            sum += p[i] * deviation * deviation;
        }
        return sum;
    }

    /// Σ g_ii = 1 − Σp².
    public double trace() {
        double sum = 0;
        for (double probability : p) {
            sum += probability * (1 - probability);
        }
        return sum;
    }

    /// The whole matrix, n × n.
    public double[][] matrix() {
        double[][] g = new double[p.length][p.length];
        for (int i = 0; i < p.length; i++) {
            for (int j = 0; j < p.length; j++) {
                g[i][j] = i == j ? p[i] * (1 - p[i]) : -p[i] * p[j];
            }
        }
        return g;
    }

    /// ⟨v⟩, taken from the likeliest component so that a common offset of v costs no precision.
    private double mean(double[] v) {
        if (v.length != p.length) {
            throw new IllegalArgumentException("the vector has " + v.length + " components but must have " + p.length);
        }
        int likeliest = 0;
        for (int i = 1; i < p.length; i++) {
            likeliest = p[i] > p[likeliest] ? i : likeliest;
        }
        double excess = 0;
        for (int i = 0; i < p.length; i++) {
            excess += p[i] * (v[i] - v[likeliest]);
        }
        return v[likeliest] + excess;
    }
}
