// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.numeric.SymmetricEigenvalues;

/// The field–dipole picture of one row (G. Kim, arXiv:2602.08216): the query q is a field, each key k_j a
/// dipole with energy −q·k_j, and attention orients them.
///
///     M = Σ p_j k_j = −∂F/∂q              the moment, a vector of the keys' dimension d
///     α = ∂M/∂q = β Cov_p(k)              the polarisability, d × d, symmetric, positive semi-definite
///
/// with p_j ∝ e^(βq·k_j). The derivatives are at fixed keys and fixed additive biases.
public final class DipoleResponse {

    private final double[] probabilities;
    private final double[][] deviations;
    private final double[] moment;
    private final double beta;

    private DipoleResponse(double[] probabilities, double[][] deviations, double[] moment, double beta) {
        this.probabilities = probabilities;
        this.deviations = deviations;
        this.moment = moment;
        this.beta = beta;
    }

    /// The response of the row with attention p (n) over `keys` (n × d) at inverse temperature β; copied.
    ///
    /// @throws IllegalArgumentException if p is not a distribution, the keys are not n rows of one length d ≥ 1
    ///     and finite, or β is not positive and finite
    public static DipoleResponse of(double[] p, double[][] keys, double beta) {
        Distributions.requireDistribution("p", p, 0, p.length);
        requireKeys(keys, p.length);
        if (!(beta > 0) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("beta is " + beta + " but must be positive and finite");
        }
        int dimension = keys[0].length;
        double[] moment = new double[dimension];
        for (int j = 0; j < p.length; j++) {
            for (int a = 0; a < dimension; a++) {
                moment[a] += p[j] * keys[j][a];
            }
        }
        double[][] deviations = new double[p.length][dimension];
        for (int j = 0; j < p.length; j++) {
            for (int a = 0; a < dimension; a++) {
                deviations[j][a] = keys[j][a] - moment[a];
            }
        }
        return new DipoleResponse(p.clone(), deviations, moment, beta);
    }

    /// M, a copy.
    public double[] moment() {
        return moment.clone();
    }

    /// α·δq: the change of M for a small change δq of the query.
    public double[] times(double[] fieldChange) {
        if (fieldChange.length != moment.length) {
            throw new IllegalArgumentException(
                    "the field has " + fieldChange.length + " components but must have " + moment.length);
        }
        double[] change = new double[moment.length];
        for (int j = 0; j < deviations.length; j++) {
            double weight = beta * probabilities[j] * dot(deviations[j], fieldChange);
            for (int a = 0; a < change.length; a++) {
                change[a] += weight * deviations[j][a];
            }
        }
        return change;
    }

    /// α, d × d.
    public double[][] matrix() {
        double[][] matrix = new double[moment.length][];
        for (int a = 0; a < moment.length; a++) {
            double[] unit = new double[moment.length];
            unit[a] = 1;
            matrix[a] = times(unit);
        }
        return matrix;
    }

    /// Trace of α: β Σ p_j |k_j − M|².
    public double trace() {
        double sum = 0;
        for (int j = 0; j < deviations.length; j++) {
            sum += probabilities[j] * dot(deviations[j], deviations[j]);
        }
        return beta * sum;
    }

    /// The largest eigenvalue of α: the response along the direction that polarises most easily.
    ///
    /// With x_j = √(βp_j)(k_j − M) the matrices XᵀX = α (d × d) and XXᵀ (n × n) share their non-zero
    /// eigenvalues; the smaller one is diagonalised, so a row of a few keys costs little whatever d is.
    /// O(min(n, d)² · (n + d)).
    public double topEigenvalue() {
        int count = deviations.length;
        int dimension = moment.length;
        double[][] scaled = new double[count][dimension];
        for (int j = 0; j < count; j++) {
            double weight = Math.sqrt(beta * probabilities[j]);
            for (int a = 0; a < dimension; a++) {
                scaled[j][a] = weight * deviations[j][a];
            }
        }
        return SymmetricEigenvalues.of(gram(count <= dimension ? scaled : transposed(scaled)))[0];
    }

    /// The products of all pairs of rows.
    private static double[][] gram(double[][] rows) {
        double[][] products = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = i; j < rows.length; j++) {
                products[i][j] = dot(rows[i], rows[j]);
                products[j][i] = products[i][j];
            }
        }
        return products;
    }

    private static double[][] transposed(double[][] matrix) {
        double[][] columns = new double[matrix[0].length][matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j < matrix[0].length; j++) {
                columns[j][i] = matrix[i][j];
            }
        }
        return columns;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void requireKeys(double[][] keys, int count) {
        if (keys.length != count) {
            throw new IllegalArgumentException("there are " + keys.length + " keys but " + count + " probabilities");
        }
        int dimension = keys[0].length;
        for (int j = 0; j < count; j++) {
            if (keys[j].length != dimension || dimension == 0) {
                throw new IllegalArgumentException("key " + j + " has " + keys[j].length
                        + " components but all keys need the same number, at least 1 (key 0 has " + dimension + ")");
            }
            for (double component : keys[j]) {
                if (!Double.isFinite(component)) {
                    throw new IllegalArgumentException(
                            "key " + j + " has the component " + component + " but must be finite");
                }
            }
        }
    }
}
