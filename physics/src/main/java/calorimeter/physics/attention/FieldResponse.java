// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.GibbsMoments;
import calorimeter.physics.numeric.CompensatedSum;
import java.util.Arrays;

/// How the moment M of one row answers a change δq of its query, in the field–dipole picture of
/// [DipoleResponse]: exactly, and to first and second order in δq. With r = k − M, averages in p ∝ e^(βq·k),
///
///     exact    M(q + δq) − M(q) = ⟨r (e^(βr·δq) − 1)⟩ / ⟨e^(βr·δq)⟩
///     linear   β⟨r (r·δq)⟩ = α δq
///     second   α δq + (β²/2)⟨r (r·δq)²⟩
///
/// so linear response is off by O(|δq|²) and the second order by O(|δq|³). Immutable.
public final class FieldResponse {

    /// In units of T. Below, the growth e^(βr·δq) − 1 keeps the digits of a small change; above, the moments
    /// differ.
    private static final double LARGE_WORK = 30;

    private final double[][] keys;
    private final double[] scores;
    private final double[] probabilities;
    private final double beta;
    private final DipoleResponse dipole;

    private FieldResponse(double[][] keys, double[] scores, double[] probabilities, double beta) {
        this.keys = keys;
        this.scores = scores;
        this.probabilities = probabilities;
        this.beta = beta;
        this.dipole = DipoleResponse.of(probabilities, keys, beta);
    }

    /// At the query q (d) over `keys` (n × d), copied, without additive biases.
    ///
    /// @throws IllegalArgumentException if there are no keys, their dimension is not that of q, a component is
    ///     not finite, or β is not positive and finite
    public static FieldResponse of(double[] query, double[][] keys, double beta) {
        double[] scores = new double[keys.length];
        double[][] copies = new double[keys.length][];
        for (int j = 0; j < keys.length; j++) {
            requireDimension("key " + j, keys[j], query.length);
            copies[j] = keys[j].clone();
            scores[j] = beta * dot(query, keys[j]);
        }
        double[] probabilities = new double[keys.length];
        GibbsMoments.of(scores, 0, scores.length, 1, probabilities);
        return new FieldResponse(copies, scores, probabilities, beta);
    }

    /// M and α at q.
    public DipoleResponse dipole() {
        return dipole;
    }

    /// M(q + δq) − M(q), without subtracting two nearly equal moments. A large change is ⟨r⟩ in the weights
    /// at q + δq: the growth of a weight that was empty at q says nothing.
    public double[] exactChange(double[] fieldChange) {
        double[] work = work(fieldChange);
        if (beta * Arrays.stream(work).map(Math::abs).max().orElseThrow() > LARGE_WORK) {
            double[] moved = new double[work.length];
            Arrays.setAll(moved, j -> scores[j] + beta * work[j]);
            double[] ones = new double[work.length];
            Arrays.fill(ones, 1);
            return weightedDeviations(EnergySpectrum.of(moved).probabilities(-1), ones);
        }
        CompensatedSum growth = new CompensatedSum();
        double[] factors = new double[work.length];
        for (int j = 0; j < work.length; j++) {
            factors[j] = StrictMath.expm1(beta * work[j]);
            growth.add(probabilities[j] * factors[j]);
        }
        double[] change = weightedDeviations(probabilities, factors);
        for (int a = 0; a < change.length; a++) {
            change[a] /= 1 + growth.value();
        }
        return change;
    }

    /// α δq.
    public double[] linearChange(double[] fieldChange) {
        requireDimension("the field change", fieldChange, dipole.moment().length);
        return dipole.times(fieldChange);
    }

    /// α δq + (β²/2)⟨r (r·δq)²⟩.
    public double[] secondOrderChange(double[] fieldChange) {
        double[] work = work(fieldChange);
        double[] factors = new double[work.length];
        for (int j = 0; j < work.length; j++) {
            factors[j] = beta * work[j] * (1 + 0.5 * beta * work[j]);
        }
        return weightedDeviations(probabilities, factors);
    }

    /// r_j·δq.
    private double[] work(double[] fieldChange) {
        double[] moment = dipole.moment();
        requireDimension("the field change", fieldChange, moment.length);
        double[] work = new double[keys.length];
        for (int j = 0; j < keys.length; j++) {
            for (int a = 0; a < moment.length; a++) {
                work[j] += (keys[j][a] - moment[a]) * fieldChange[a];
            }
        }
        return work;
    }

    /// Σ w_j f_j r_j.
    private double[] weightedDeviations(double[] weights, double[] factors) {
        double[] moment = dipole.moment();
        double[] sum = new double[moment.length];
        for (int j = 0; j < keys.length; j++) {
            for (int a = 0; a < moment.length; a++) {
                sum[a] += weights[j] * factors[j] * (keys[j][a] - moment[a]);
            }
        }
        return sum;
    }

    private static void requireDimension(String name, double[] vector, int dimension) {
        if (vector.length != dimension) {
            throw new IllegalArgumentException(
                    name + " has " + vector.length + " components but must have " + dimension);
        }
        for (double component : vector) {
            if (!Double.isFinite(component)) {
                throw new IllegalArgumentException(name + " has the component " + component + " but must be finite");
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
