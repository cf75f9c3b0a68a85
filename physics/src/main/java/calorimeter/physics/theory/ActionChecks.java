// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.relative;
import static calorimeter.physics.theory.TheoryCheck.DERIVED;
import static calorimeter.physics.theory.TheoryCheck.KIM;

import calorimeter.physics.action.DepthAction;
import calorimeter.physics.action.DepthMotion;
import calorimeter.physics.action.DiscretePath;
import calorimeter.physics.action.SphereLagrangian;
import calorimeter.physics.action.SphereState;
import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FisherRao;
import calorimeter.physics.information.FreeEnergyFunctional;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// §3, third part: stationary action.
final class ActionChecks {

    private static final String MARSDEN = "Marsden & West, Acta Numerica 10, 357 (2001)";

    private ActionChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                TheoryTopic.LAGRANGIAN.check(
                        "euler-lagrange",
                        "leapfrog orbits satisfy the discrete Euler-Lagrange equation",
                        "inertial orbit, h = 0.02",
                        "n = 4, 2000 points",
                        "largest residual over the largest force",
                        1e-10,
                        MARSDEN,
                        ActionChecks::eulerLagrange),
                TheoryTopic.LAGRANGIAN.check(
                        "damped-euler-lagrange",
                        "damped leapfrog orbits satisfy the equation with friction up to O(h²)",
                        "damped orbit, γ = 0.3, h = 0.04 and 0.02",
                        "n = 4, time 8",
                        "difference of the measured order from 2",
                        0.1,
                        DERIVED,
                        ActionChecks::dampedEulerLagrange),
                TheoryTopic.LAGRANGIAN.check(
                        "depth-motion",
                        "mass and friction of an orbit are those of the equation that fits it; shuffled, it fits none",
                        "orbits of m = 1.3, γ = 0 and 0.3, h = 0.02",
                        "n = 4, 200 points, 99 orders",
                        "largest difference of m and γ, of the residual and of the share of orders that fit from 0.01",
                        1e-4,
                        DERIVED,
                        ActionChecks::depthMotion),
                TheoryTopic.LAGRANGIAN.check(
                        "stationary-action",
                        "the residual at x_k is |∂S/∂x_k|/h for any path",
                        "random path",
                        "n = 3, 9 points",
                        "relative difference from the finite difference of the action",
                        1e-6,
                        MARSDEN,
                        ActionChecks::stationaryAction),
                TheoryTopic.LAGRANGIAN.check(
                        "depth-action",
                        "rows along a great circle at constant speed: length d, action (m/2)d²/(L−1) − ΣF",
                        "softmax rows, energies −T ln p",
                        "n = 16, L = 12",
                        "largest relative difference of length and action",
                        1e-12,
                        KIM,
                        ActionChecks::depthAction),
                TheoryTopic.LAGRANGIAN.check(
                        "bent-path",
                        "a path a, b, c has length d(a, b) + d(b, c), straightness d(a, c)/length, ΣK = (m/2)Σd²",
                        "random rows",
                        "n = 16, L = 3, 20 paths",
                        "largest relative difference",
                        1e-14,
                        KIM,
                        ActionChecks::bentPath));
    }

    private static double eulerLagrange() {
        SphereLagrangian system = Samples.inertial(1.3, 0);
        double h = 0.02;
        List<SphereState> states = new ArrayList<>();
        states.add(Samples.moving());
        for (int k = 1; k < 2000; k++) {
            states.add(system.advanced(states.getLast(), h, 1));
        }
        double largest = 0;
        for (double residual : DiscretePath.ofStates(states, h).eulerLagrangeResiduals(system)) {
            largest = Math.max(largest, residual);
        }
        // A free motion along great circles misses the equation by the force itself.
        SphereLagrangian heavy = new SphereLagrangian(system.potential(), 1e9, 0);
        List<SphereState> free = List.of(
                Samples.moving(), heavy.advanced(Samples.moving(), h, 1), heavy.advanced(Samples.moving(), h, 2));
        return largest / DiscretePath.ofStates(free, h).eulerLagrangeResiduals(system)[0];
    }

    private static double dampedEulerLagrange() {
        return Math.abs(Samples.order(dampedResidual(0.04), dampedResidual(0.02), 2) - 2);
    }

    private static double dampedResidual(double h) {
        SphereLagrangian system = Samples.inertial(1.3, 0.3);
        List<SphereState> states = new ArrayList<>(List.of(Samples.moving()));
        while (states.size() < 8 / h) {
            states.add(system.advanced(states.getLast(), h, 1));
        }
        return Samples.norm(DiscretePath.ofStates(states, h).eulerLagrangeResiduals(system)) / Math.sqrt(states.size());
    }

    private static double depthMotion() {
        return Samples.largest(List.of(0.0, 0.3), friction -> {
            SphereLagrangian system = Samples.inertial(1.3, friction);
            double[][] rows = new double[200][];
            double[][] energies = new double[200][];
            SphereState state = Samples.moving();
            for (int l = 0; l < rows.length; l++) {
                rows[l] = state.distribution();
                energies[l] = system.potential().spectrum().levels();
                state = system.advanced(state, 0.02, 1);
            }
            double temperature = system.potential().temperature();
            DepthMotion fit = DepthMotion.of(DepthMotion.Sums.of(rows, energies, temperature, 0.02));
            double[] shuffled = DepthMotion.shuffledResiduals(
                    rows.length,
                    order -> DepthMotion.Sums.of(
                            order.stream().map(l -> rows[l]).toArray(double[][]::new), energies, temperature, 0.02),
                    99,
                    Samples.random(408));
            double standsOut = shuffled[0] > 10 * fit.residual() ? 0 : Double.NaN;
            return Samples.largest(List.of(
                    Math.abs(fit.mass() - 1.3), Math.abs(fit.friction() - friction), fit.residual(), standsOut));
        });
    }

    private static double bentPath() {
        return Samples.largest(406, 20, random -> {
            double[][] rows = {
                Samples.distribution(random, 16), Samples.distribution(random, 16), Samples.distribution(random, 16)
            };
            DepthAction depth = DepthAction.of(rows, new double[3][16], 0.6, 2.5);
            double first = FisherRao.distance(rows[0], rows[1]);
            double second = FisherRao.distance(rows[1], rows[2]);
            double length = first + second;
            return Samples.largest(List.of(
                    relative(depth.length(), length),
                    relative(depth.straightness(), FisherRao.distance(rows[0], rows[2]) / length),
                    relative(depth.kineticAction(), 1.25 * (first * first + second * second))));
        });
    }

    private static double stationaryAction() {
        RandomGenerator random = Samples.random(404);
        double h = 0.5;
        SphereLagrangian system =
                new SphereLagrangian(new FreeEnergyFunctional(EnergySpectrum.of(0, 0.5, 1.2), 0.8), 1.3, 0);
        double[][] path = new double[9][];
        for (int k = 0; k < path.length; k++) {
            path[k] = Samples.distribution(random, 3);
        }
        double[] residuals = DiscretePath.ofDistributions(path, h).eulerLagrangeResiduals(system);
        double largest = 0;
        for (int k = 1; k + 1 < path.length; k++) {
            double squares = 0;
            for (double[] direction : orthonormalRates(path[k])) {
                double slope = actionSlope(system, path, k, direction, h);
                squares += slope * slope;
            }
            largest = Math.max(largest, relative(Math.sqrt(squares) / h, residuals[k - 1]));
        }
        return largest;
    }

    private static double actionSlope(SphereLagrangian system, double[][] path, int point, double[] rate, double h) {
        return Samples.slope(
                e -> {
                    double[][] moved = path.clone();
                    moved[point] = path[point].clone();
                    for (int j = 0; j < rate.length; j++) {
                        moved[point][j] += e * rate[j];
                    }
                    return DiscretePath.ofDistributions(moved, h).action(system);
                },
                0,
                1e-3);
    }

    /// Two directions ṗ at p, orthonormal in Σ ṗ²/p, for n = 3: ṗ_j = √p_j·u_j with u ⟂ √p.
    private static double[][] orthonormalRates(double[] p) {
        double[] a = {Math.sqrt(p[0]), Math.sqrt(p[1]), Math.sqrt(p[2])};
        double base = Math.hypot(a[0], a[1]);
        double[] u = {-a[1] / base, a[0] / base, 0};
        double[] v = {a[1] * u[2] - a[2] * u[1], a[2] * u[0] - a[0] * u[2], a[0] * u[1] - a[1] * u[0]};
        return new double[][] {{a[0] * u[0], a[1] * u[1], a[2] * u[2]}, {a[0] * v[0], a[1] * v[1], a[2] * v[2]}};
    }

    private static double depthAction() {
        RandomGenerator random = Samples.random(405);
        double[] from = Samples.distribution(random, 16);
        double[] to = Samples.distribution(random, 16);
        int layers = 12;
        double temperature = 0.6;
        double[][] rows = new double[layers][];
        double[][] energies = new double[layers][16];
        double freeEnergies = 0;
        double previous = 0;
        for (int l = 0; l < layers; l++) {
            rows[l] = FisherRao.geodesic(from, to, (double) l / (layers - 1));
            for (int j = 0; j < 16; j++) {
                energies[l][j] = 0.3 * l - temperature * StrictMath.log(rows[l][j]);
            }
            double free = CanonicalState.of(EnergySpectrum.of(energies[l]), 1 / temperature)
                    .freeEnergy();
            freeEnergies += l == 0 ? 0 : 0.5 * (previous + free);
            previous = free;
        }
        DepthAction depth = DepthAction.of(rows, energies, temperature, 2.5);
        double distance = FisherRao.distance(from, to);
        double expected = 0.5 * 2.5 * distance * distance / (layers - 1) - freeEnergies;
        return Math.max(
                Math.max(relative(depth.length(), distance), relative(depth.action(), expected)),
                Math.abs(depth.straightness() - 1));
    }
}
