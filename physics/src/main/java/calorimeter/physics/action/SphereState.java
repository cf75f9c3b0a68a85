// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.ensemble.Distributions;

/// Position and velocity of a motion on the sphere |x| = 2 with p_j = x_j²/4: what an integrator carries.
/// Immutable.
///
/// A component may pass through zero: the motion then crosses into another orthant while p_j touches zero and
/// rises again.
public final class SphereState {

    private final double[] position;
    private final double[] velocity;

    SphereState(double[] ownedPosition, double[] ownedVelocity) {
        position = ownedPosition;
        velocity = ownedVelocity;
    }

    /// At x = 2√p with velocity ẋ = ṗ/√p.
    ///
    /// @param rate ṗ, summing to zero within [Distributions#TOLERANCE] of its largest entry; where p is 0 it
    ///     must be 0
    /// @throws IllegalArgumentException if p is not a distribution or ṗ does not keep it one
    public static SphereState of(double[] p, double[] rate) {
        Distributions.requireDistribution("p", p, 0, p.length);
        if (rate.length != p.length) {
            throw new IllegalArgumentException(
                    "the rate has " + rate.length + " entries but p has " + p.length + "; they must be equally many");
        }
        double[] x = new double[p.length];
        double[] v = new double[p.length];
        double net = 0;
        double largest = 0;
        for (int j = 0; j < p.length; j++) {
            x[j] = 2 * Math.sqrt(p[j]);
            if (p[j] == 0 && rate[j] != 0) {
                throw new IllegalArgumentException(
                        "the rate is " + rate[j] + " at " + j + " where p is 0 but must be 0 there");
            }
            v[j] = p[j] == 0 ? 0 : 2 * rate[j] / x[j];
            net += rate[j];
            largest = Math.max(largest, Math.abs(rate[j]));
        }
        if (!(Math.abs(net) <= Distributions.TOLERANCE * largest)) {
            throw new IllegalArgumentException(
                    "the rate sums to " + net + " but must sum to 0 so that p stays a distribution");
        }
        normalise(x);
        removeComponent(v, x);
        return new SphereState(x, v);
    }

    /// At rest in p.
    public static SphereState atRest(double[] p) {
        return of(p, new double[p.length]);
    }

    /// n.
    public int size() {
        return position.length;
    }

    /// x, a copy.
    public double[] position() {
        return position.clone();
    }

    /// ẋ, a copy; orthogonal to x.
    public double[] velocity() {
        return velocity.clone();
    }

    /// p_j = x_j²/4, a copy.
    public double[] distribution() {
        double[] p = new double[position.length];
        for (int j = 0; j < p.length; j++) {
            p[j] = 0.25 * position[j] * position[j];
        }
        return p;
    }

    /// The same place with the velocity turned round.
    public SphereState reversed() {
        double[] opposite = new double[velocity.length];
        for (int j = 0; j < opposite.length; j++) {
            opposite[j] = -velocity[j];
        }
        return new SphereState(position.clone(), opposite);
    }

    /// |ẋ|² = Σ ṗ²/p.
    public double squaredSpeed() {
        return dot(velocity, velocity);
    }

    double[] positionView() {
        return position;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int j = 0; j < a.length; j++) {
            sum += a[j] * b[j];
        }
        return sum;
    }

    /// Scales x to |x| = 2.
    static void normalise(double[] x) {
        double scale = 2 / Math.sqrt(dot(x, x));
        for (int j = 0; j < x.length; j++) {
            x[j] *= scale;
        }
    }

    /// Takes the component along x out of v.
    static void removeComponent(double[] v, double[] x) {
        double factor = dot(v, x) / dot(x, x);
        for (int j = 0; j < v.length; j++) {
            v[j] -= factor * x[j];
        }
    }
}
