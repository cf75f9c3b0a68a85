// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import java.util.List;

/// A motion seen at equal intervals h: x_0, x_1, …, x_N on the sphere |x| = 2, with the action of the discrete
/// Lagrangian
///
///     S = Σ_k h [ (m/2) d(x_k, x_(k+1))²/h² − ½(V(x_k) + V(x_(k+1))) ],   d the great-circle distance
///
/// It is stationary under variations of the inner points exactly when the discrete Euler–Lagrange equation
/// holds (Marsden & West, Acta Numerica 10, 357, 2001),
///
///     (m/h²)[log_(x_k) x_(k+1) + log_(x_k) x_(k−1)] + (γ/2h)[log_(x_k) x_(k+1) − log_(x_k) x_(k−1)] = −∇V + λx
///
/// with log_x y the tangent vector at x that leads to y, and the middle term added for friction. The paths of
/// [SphereLagrangian] with γ = 0 satisfy it to rounding. A path sampled from somewhere else, the layers of a
/// network say, has a residual that tells how far it is from a free motion of this system.
public final class DiscretePath {

    private final double[][] positions;
    private final double interval;

    private DiscretePath(double[][] ownedPositions, double interval) {
        if (ownedPositions.length < 3) {
            throw new IllegalArgumentException(
                    "the path has " + ownedPositions.length + " points but needs at least 3, one with two neighbours");
        }
        if (!(interval > 0) || Double.isInfinite(interval)) {
            throw new IllegalArgumentException("the interval is " + interval + " but must be positive and finite");
        }
        for (double[] position : ownedPositions) {
            if (position.length != ownedPositions[0].length) {
                throw new IllegalArgumentException("the path has points with " + ownedPositions[0].length + " and "
                        + position.length + " levels but all must have equally many");
            }
        }
        this.positions = ownedPositions;
        this.interval = interval;
    }

    /// The positions of successive states, h apart.
    ///
    /// @throws IllegalArgumentException if there are fewer than three, of different sizes, or h is not positive
    public static DiscretePath ofStates(List<SphereState> states, double interval) {
        return new DiscretePath(states.stream().map(SphereState::position).toArray(double[][]::new), interval);
    }

    /// Successive distributions, h apart, on the positive part of the sphere.
    ///
    /// @throws IllegalArgumentException as above, or if one is not a distribution
    public static DiscretePath ofDistributions(double[][] distributions, double interval) {
        double[][] positions = new double[distributions.length][];
        for (int k = 0; k < positions.length; k++) {
            positions[k] = SphereState.atRest(distributions[k]).position();
        }
        return new DiscretePath(positions, interval);
    }

    /// Points on the path.
    public int size() {
        return positions.length;
    }

    /// S, in energy·time.
    public double action(SphereLagrangian system) {
        double sum = 0;
        for (int k = 0; k + 1 < positions.length; k++) {
            double[] step = logarithm(positions[k], positions[k + 1]);
            double kinetic = 0.5 * system.mass() * SphereState.dot(step, step) / (interval * interval);
            sum += interval * (kinetic - 0.5 * (potential(system, k) + potential(system, k + 1)));
        }
        return sum;
    }

    /// The length of the left side minus the right side of the Euler–Lagrange equation at each inner point, N −
    /// 1 values in units of force. Rounding alone contributes about ε·m·|x|/h².
    public double[] eulerLagrangeResiduals(SphereLagrangian system) {
        double[] residuals = new double[positions.length - 2];
        double[] force = new double[positions[0].length];
        double inertia = system.mass() / (interval * interval);
        double drag = system.friction() / (2 * interval);
        for (int k = 1; k + 1 < positions.length; k++) {
            double[] forward = logarithm(positions[k], positions[k + 1]);
            double[] backward = logarithm(positions[k], positions[k - 1]);
            system.tangentialForce(positions[k], force);
            double squares = 0;
            for (int j = 0; j < force.length; j++) {
                double left = inertia * (forward[j] + backward[j]) + drag * (forward[j] - backward[j]);
                squares += (left - force[j]) * (left - force[j]);
            }
            residuals[k - 1] = Math.sqrt(squares);
        }
        return residuals;
    }

    private double potential(SphereLagrangian system, int k) {
        return system.potentialEnergy(new SphereState(positions[k], new double[positions[k].length]));
    }

    /// log_x y: the part of y − x tangential at x, stretched from 2 sin θ to 2θ with θ the angle between them.
    static double[] logarithm(double[] x, double[] y) {
        double[] tangent = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            tangent[j] = y[j] - x[j];
        }
        SphereState.removeComponent(tangent, x);
        double sine = 0.5 * Math.sqrt(SphereState.dot(tangent, tangent));
        double angle = StrictMath.atan2(sine, 0.25 * SphereState.dot(x, y));
        double stretch = sine == 0 ? 1 : angle / sine;
        for (int j = 0; j < tangent.length; j++) {
            tangent[j] *= stretch;
        }
        return tangent;
    }
}
