// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.information.FisherRao;
import calorimeter.physics.information.FreeEnergyFunctional;

/// The overdamped limit of [SphereLagrangian]: natural-gradient descent of the free energy,
///
///     ṗ_j = −(p_j/γ)(φ_j − Σ_i p_i φ_i),   φ_j = E_j + T(1 + ln p_j)
///
/// Since d ln p_j/dt = −(E_j + T ln p_j)/γ + (the same for all j), the flow is linear in ln p up to
/// normalisation:
///
///     p(t) ∝ exp( e^(−Tt/γ) ln p(0) − (1 − e^(−Tt/γ)) E/T )
///
/// It relaxes to softmax along the e-geodesic between the two, at the single rate T/γ.
///
/// @param potential F_T
/// @param friction  γ > 0, in energy·time
public record GradientFlow(FreeEnergyFunctional potential, double friction) {

    public GradientFlow {
        if (!(friction > 0) || Double.isInfinite(friction)) {
            throw new IllegalArgumentException("friction is " + friction + " but must be positive and finite");
        }
    }

    /// p(t) by the closed form.
    ///
    /// @param start interior: every entry above 0
    /// @throws IllegalArgumentException if the start is not an interior distribution or t is negative or NaN
    public double[] at(double[] start, double t) {
        if (!(t >= 0)) {
            throw new IllegalArgumentException("the time is " + t + " but must be at least 0");
        }
        double travelled = -StrictMath.expm1(-potential.temperature() * t / friction);
        return FisherRao.exponentialGeodesic(start, potential.equilibrium(), travelled);
    }

    /// ṗ at p.
    public double[] velocity(double[] p) {
        double[] potentials = potential.chemicalPotentials(p);
        double mean = 0;
        for (int j = 0; j < p.length; j++) {
            mean += p[j] > 0 ? p[j] * potentials[j] : 0;
        }
        double[] velocity = new double[p.length];
        for (int j = 0; j < p.length; j++) {
            velocity[j] = p[j] > 0 ? -p[j] / friction * (potentials[j] - mean) : 0;
        }
        return velocity;
    }

    /// −dF/dt = Var_p(φ)/γ ≥ 0: the flow is a replicator equation in which the levels compete by their
    /// chemical potentials, and F falls by their variance (an H-theorem; G. Kim, arXiv:2602.08216v1).
    public double dissipation(double[] p) {
        double[] potentials = potential.chemicalPotentials(p);
        double mean = 0;
        double square = 0;
        for (int j = 0; j < p.length; j++) {
            // An empty level has no share in the average: p ln²p → 0.
            if (p[j] > 0) {
                mean += p[j] * potentials[j];
                square += p[j] * potentials[j] * potentials[j];
            }
        }
        return (square - mean * mean) / friction;
    }

    /// p after `steps` steps of length h of the classical Runge–Kutta method on the sphere, γẋ = −∇V + λx:
    /// knows nothing of the closed form and is there to check it. Order 4.
    ///
    /// @throws IllegalArgumentException if the start is not a distribution over the n levels, h is not positive
    ///     and finite, or steps < 0
    public double[] integrated(double[] start, double h, int steps) {
        if (!(h > 0) || Double.isInfinite(h)) {
            throw new IllegalArgumentException("the time step is " + h + " but must be positive and finite");
        }
        if (steps < 0) {
            throw new IllegalArgumentException("steps is " + steps + " but must be at least 0");
        }
        potential.value(start);
        SphereLagrangian system = new SphereLagrangian(potential, 1, friction);
        double[] x = SphereState.atRest(start).position();
        for (int step = 0; step < steps; step++) {
            double[] k1 = slope(system, x);
            double[] k2 = slope(system, moved(x, k1, 0.5 * h));
            double[] k3 = slope(system, moved(x, k2, 0.5 * h));
            double[] k4 = slope(system, moved(x, k3, h));
            for (int j = 0; j < x.length; j++) {
                x[j] += h / 6 * (k1[j] + 2 * k2[j] + 2 * k3[j] + k4[j]);
            }
            SphereState.normalise(x);
        }
        return new SphereState(x, new double[x.length]).distribution();
    }

    private double[] slope(SphereLagrangian system, double[] x) {
        double[] force = new double[x.length];
        system.tangentialForce(x, force);
        for (int j = 0; j < x.length; j++) {
            force[j] /= friction;
        }
        return force;
    }

    private static double[] moved(double[] x, double[] direction, double factor) {
        double[] moved = new double[x.length];
        for (int j = 0; j < x.length; j++) {
            moved[j] = x[j] + factor * direction[j];
        }
        return moved;
    }
}
