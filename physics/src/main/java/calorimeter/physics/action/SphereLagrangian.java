// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.information.FreeEnergyFunctional;

/// A distribution as a particle of mass m on the simplex with the free energy as potential (G. Kim,
/// arXiv:2602.08216, §3). In x = 2√p, where the Fisher–Rao metric is that of the sphere |x| = 2:
///
///     L = (m/2) Σ ṗ_j²/p_j − F_T[p] = (m/2)|ẋ|² − V(x),   V(x) = F_T[x²/4]
///     m ẍ + γ ẋ = −∇V + λx,   ∂V/∂x_j = ½ x_j φ_j,   φ_j = E_j + T(1 + ln p_j)
///
/// λ keeps |x| = 2. With γ = 0 the energy H = (m/2)|ẋ|² + V is conserved. About softmax V ≈ F + (T/2)|δx|² in
/// every direction, so small oscillations have the one frequency √(T/m) whatever the energies.
///
/// **Integrator.** Geodesic leapfrog: half a kick by the tangential force, an exact piece of great circle, half
/// a kick; friction multiplies the velocity by e^(−γh/2m) before and after. It is the composition of exact
/// flows of the parts of H, hence symplectic on the cotangent bundle of the sphere and reversible for γ = 0
/// (Leimkuhler & Patrick, J. Nonlinear Sci. 6, 367, 1996), and it is the variational integrator of the action
/// in [DiscretePath]. Order 2; stable for h < 2√(m/T) near equilibrium.
///
/// @param potential F_T
/// @param mass      m > 0, in energy·time²
/// @param friction  γ ≥ 0, in energy·time
public record SphereLagrangian(FreeEnergyFunctional potential, double mass, double friction) {

    public SphereLagrangian {
        if (!(mass > 0) || Double.isInfinite(mass)) {
            throw new IllegalArgumentException("mass is " + mass + " but must be positive and finite");
        }
        if (!(friction >= 0) || Double.isInfinite(friction)) {
            throw new IllegalArgumentException("friction is " + friction + " but must be at least 0 and finite");
        }
    }

    /// √(T/m), the frequency of small oscillations in rad/time at γ = 0.
    public double frequency() {
        return Math.sqrt(potential.temperature() / mass);
    }

    /// V(x) = F_T at p = x²/4.
    public double potentialEnergy(SphereState state) {
        double[] x = state.positionView();
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
            double p = 0.25 * x[j] * x[j];
            double logarithm = p > 0 ? StrictMath.log(p) : 0;
            sum += p * (potential.spectrum().level(j) + potential.temperature() * logarithm);
        }
        return sum;
    }

    /// K = (m/2)|ẋ|².
    public double kineticEnergy(SphereState state) {
        return 0.5 * mass * state.squaredSpeed();
    }

    /// H = K + V.
    public double energy(SphereState state) {
        return kineticEnergy(state) + potentialEnergy(state);
    }

    /// The state after `steps` steps of length h.
    ///
    /// Position and velocity are put back on the sphere and its tangent plane after each step: without, their
    /// rounding errors would grow like those of any free motion.
    ///
    /// @throws IllegalArgumentException if the state has another size, h is not positive and finite, or steps <
    ///     0
    public SphereState advanced(SphereState state, double h, int steps) {
        requireSize(state);
        if (!(h > 0) || Double.isInfinite(h)) {
            throw new IllegalArgumentException("the time step is " + h + " but must be positive and finite");
        }
        if (steps < 0) {
            throw new IllegalArgumentException("steps is " + steps + " but must be at least 0");
        }
        double[] x = state.position();
        double[] v = state.velocity();
        double[] force = new double[x.length];
        double damping = StrictMath.exp(-0.5 * friction * h / mass);
        tangentialForce(x, force);
        for (int step = 0; step < steps; step++) {
            kick(v, force, 0.5 * h / mass, damping, 1);
            drift(x, v, h);
            tangentialForce(x, force);
            kick(v, force, 0.5 * h / mass, 1, damping);
            SphereState.removeComponent(v, x);
        }
        return new SphereState(x, v);
    }

    /// −∇V with its component along x removed: −½x_j(φ_j − Σ p φ).
    void tangentialForce(double[] x, double[] force) {
        double mean = 0;
        double total = 0;
        for (int j = 0; j < x.length; j++) {
            double p = 0.25 * x[j] * x[j];
            // An empty level feels no force: x ln x → 0.
            double chemical =
                    p > 0 ? potential.spectrum().level(j) + potential.temperature() * (1 + StrictMath.log(p)) : 0;
            force[j] = chemical;
            mean += p * chemical;
            total += p;
        }
        mean /= total;
        for (int j = 0; j < x.length; j++) {
            force[j] = -0.5 * x[j] * (force[j] - mean);
        }
    }

    private static void kick(double[] v, double[] force, double factor, double before, double after) {
        for (int j = 0; j < v.length; j++) {
            v[j] = (v[j] * before + factor * force[j]) * after;
        }
    }

    /// Along the great circle through x in the direction of v: angle |v|h/2.
    private static void drift(double[] x, double[] v, double h) {
        double rate = 0.5 * Math.sqrt(SphereState.dot(v, v));
        if (rate == 0) {
            return;
        }
        double cosine = StrictMath.cos(rate * h);
        double sine = StrictMath.sin(rate * h);
        for (int j = 0; j < x.length; j++) {
            double position = x[j];
            x[j] = position * cosine + v[j] / rate * sine;
            v[j] = v[j] * cosine - position * rate * sine;
        }
        SphereState.normalise(x);
    }

    private void requireSize(SphereState state) {
        if (state.size() != potential.size()) {
            throw new IllegalArgumentException(
                    "the state has " + state.size() + " levels but the spectrum has " + potential.size());
        }
    }
}
