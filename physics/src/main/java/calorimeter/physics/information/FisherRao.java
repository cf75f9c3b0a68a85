// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.information;

import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.numeric.CompensatedSum;

/// The Fisher–Rao metric of the simplex, ds² = Σ dp_j²/p_j, its distance and the three geodesics of information
/// geometry (Amari, Information Geometry and Its Applications, 2016, ch. 2–3). With x_j = 2√p_j the simplex is
/// the positive part of the sphere |x| = 2, ds² = |dx|², so the Fisher–Rao geodesics are its great circles and
///
///     d(p, r) = 2 arccos Σ √(p_j r_j)     in [0, π]
///
/// The same metric in the natural parameters of softmax, the scores, is
/// `calorimeter.physics.attention.FisherMetric`.
public final class FisherRao {

    private FisherRao() {}

    /// d(p, r), as 4 arcsin(½|√p − √r|): the arc cosine of a number near 1 would lose half the digits of a
    /// short distance.
    ///
    /// @throws IllegalArgumentException if p or r is not a distribution, or their lengths differ
    public static double distance(double[] p, double[] r) {
        require(p, r);
        CompensatedSum squares = new CompensatedSum();
        CompensatedSum overlap = new CompensatedSum();
        for (int j = 0; j < p.length; j++) {
            double difference = Math.sqrt(p[j]) - Math.sqrt(r[j]);
            squares.add(difference * difference);
            overlap.add(Math.sqrt(p[j]) * Math.sqrt(r[j]));
        }
        return overlap.value() > 0.7
                ? 4 * StrictMath.asin(0.5 * Math.sqrt(squares.value()))
                : 2 * StrictMath.acos(overlap.value());
    }

    /// Σ ṗ_j²/p_j, the squared speed of a motion through p with velocity ṗ.
    ///
    /// @param p        interior: every entry above 0
    /// @param velocity summing to zero within [Distributions#TOLERANCE] of its largest entry
    /// @throws IllegalArgumentException if p is not such a distribution, or the velocity leaves the simplex
    public static double squaredSpeed(double[] p, double[] velocity) {
        require("p", p);
        KullbackLeibler.requireSameLength(p, velocity);
        double net = 0;
        double largest = 0;
        CompensatedSum sum = new CompensatedSum();
        for (int j = 0; j < p.length; j++) {
            requireInterior("p", p[j], j);
            net += velocity[j];
            largest = Math.max(largest, Math.abs(velocity[j]));
            sum.add(velocity[j] * velocity[j] / p[j]);
        }
        if (!(Math.abs(net) <= Distributions.TOLERANCE * largest)) {
            throw new IllegalArgumentException(
                    "the velocity sums to " + net + " but must sum to 0 so that p stays a distribution");
        }
        return sum.value();
    }

    /// The point at fraction t of the great circle from p (t = 0) to r (t = 1): √p_t is the spherical
    /// interpolation of √p and √r. Constant speed d(p, r). Any finite t; beyond [0, 1] it may leave and
    /// re-enter the simplex, reflected at the boundary.
    ///
    /// @throws IllegalArgumentException if p or r is not a distribution, or t is not finite
    public static double[] geodesic(double[] p, double[] r, double t) {
        require(p, r);
        requireFinite(t);
        double angle = 0.5 * distance(p, r);
        double[] point = new double[p.length];
        for (int j = 0; j < p.length; j++) {
            double root = angle == 0
                    ? Math.sqrt(p[j])
                    : (StrictMath.sin((1 - t) * angle) * Math.sqrt(p[j]) + StrictMath.sin(t * angle) * Math.sqrt(r[j]))
                            / StrictMath.sin(angle);
            point[j] = root * root;
        }
        return normalised(point);
    }

    /// The e-geodesic p_t ∝ p^(1−t) r^t: a straight line in the natural parameters. Between two Gibbs states of
    /// one spectrum it runs through Gibbs states, β_t = (1 − t)β_p + tβ_r.
    ///
    /// @throws IllegalArgumentException if p or r is not an interior distribution, or t is not finite
    public static double[] exponentialGeodesic(double[] p, double[] r, double t) {
        require(p, r);
        requireFinite(t);
        double[] point = new double[p.length];
        double largest = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < p.length; j++) {
            requireInterior("p", p[j], j);
            requireInterior("r", r[j], j);
            point[j] = (1 - t) * StrictMath.log(p[j]) + t * StrictMath.log(r[j]);
            largest = Math.max(largest, point[j]);
        }
        for (int j = 0; j < p.length; j++) {
            point[j] = StrictMath.exp(point[j] - largest);
        }
        return normalised(point);
    }

    /// The m-geodesic (1 − t)p + tr: a straight line in the probabilities; t in [0, 1].
    ///
    /// @throws IllegalArgumentException if p or r is not a distribution, or t lies outside [0, 1]
    public static double[] mixtureGeodesic(double[] p, double[] r, double t) {
        require(p, r);
        if (!(t >= 0 && t <= 1)) {
            throw new IllegalArgumentException("t is " + t + " but must lie in [0, 1]: a mixture needs weights");
        }
        double[] point = new double[p.length];
        for (int j = 0; j < p.length; j++) {
            point[j] = (1 - t) * p[j] + t * r[j];
        }
        return point;
    }

    private static double[] normalised(double[] weights) {
        CompensatedSum sum = new CompensatedSum();
        for (double weight : weights) {
            sum.add(weight);
        }
        for (int j = 0; j < weights.length; j++) {
            weights[j] /= sum.value();
        }
        return weights;
    }

    private static void require(double[] p, double[] r) {
        require("p", p);
        require("r", r);
        KullbackLeibler.requireSameLength(p, r);
    }

    private static void require(String name, double[] p) {
        Distributions.requireDistribution(name, p, 0, p.length);
    }

    private static void requireInterior(String name, double probability, int index) {
        if (!(probability > 0)) {
            throw new IllegalArgumentException(
                    name + " is " + probability + " at " + index + " but must be above 0 everywhere");
        }
    }

    private static void requireFinite(double t) {
        if (!Double.isFinite(t)) {
            throw new IllegalArgumentException("t is " + t + " but must be finite");
        }
    }
}
