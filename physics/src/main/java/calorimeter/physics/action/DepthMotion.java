// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FreeEnergyFunctional;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Whether the rows of one query in successive layers move as a particle would: mass and friction that fit
/// the discrete Euler–Lagrange equation of [DiscretePath] best,
///
///     m·a_l + γ·b_l = f_l,   a = [log x₊ + log x₋]/h²,   b = [log x₊ − log x₋]/2h,   f = −∇V
///
/// in all inner layers, by least squares. A softmax row feels no force in its own layer, of which it is the
/// equilibrium. The force on row l is therefore that of the layer it enters, V = F_T[·; E_(l+1)]. A leapfrog
/// orbit in one potential returns the mass it was made with.
///
/// @param mass     m; negative when rows turn away from where they are pulled
/// @param friction γ
/// @param residual √(Σ|ma + γb − f|²/Σ|f|²): 0 for a motion of this kind, 1 when nothing is explained
public record DepthMotion(double mass, double friction, double residual) {

    /// The fit for `rows` (L × n attention weights) with `energies` (L × n), h apart.
    ///
    /// @throws IllegalArgumentException if there are fewer than three layers, shapes differ, a row is not a
    ///     distribution, T or h is not positive and finite, or no force acts
    public static DepthMotion of(double[][] rows, double[][] energies, double temperature, double interval) {
        if (rows.length < 3 || energies.length != rows.length) {
            throw new IllegalArgumentException("there are " + rows.length + " rows of weights and " + energies.length
                    + " of energies but there must be equally many, at least 3");
        }
        if (!(interval > 0) || Double.isInfinite(interval)) {
            throw new IllegalArgumentException("the interval is " + interval + " but must be positive and finite");
        }
        double[][] x = new double[rows.length][];
        Arrays.setAll(x, l -> SphereState.atRest(rows[l]).position());
        double[] sums = new double[6];
        for (int l = 1; l + 1 < rows.length; l++) {
            double[] force = new double[x[l].length];
            new SphereLagrangian(new FreeEnergyFunctional(EnergySpectrum.of(energies[l + 1]), temperature), 1, 0)
                    .tangentialForce(x[l], force);
            double[] forward = DiscretePath.logarithm(x[l], x[l + 1]);
            double[] backward = DiscretePath.logarithm(x[l], x[l - 1]);
            for (int j = 0; j < force.length; j++) {
                double a = (forward[j] + backward[j]) / (interval * interval);
                double b = (forward[j] - backward[j]) / (2 * interval);
                sums[0] += a * a;
                sums[1] += a * b;
                sums[2] += b * b;
                sums[3] += a * force[j];
                sums[4] += b * force[j];
                sums[5] += force[j] * force[j];
            }
        }
        return solved(sums);
    }

    /// The normal equations of the fit. What is left is the force beyond its projection on a and b.
    private static DepthMotion solved(double[] sums) {
        double determinant = sums[0] * sums[2] - sums[1] * sums[1];
        if (!(sums[5] > 0) || !(determinant > 0)) {
            throw new IllegalArgumentException("the path has force " + sums[5] + " and motion " + determinant
                    + " but both must be above 0 to be compared");
        }
        double mass = (sums[2] * sums[3] - sums[1] * sums[4]) / determinant;
        double friction = (sums[0] * sums[4] - sums[1] * sums[3]) / determinant;
        double explained = mass * sums[3] + friction * sums[4];
        return new DepthMotion(mass, friction, Math.sqrt(Math.max(0, 1 - explained / sums[5])));
    }

    /// The share of random orders of the same layers that fit as well, this order counted: small when the
    /// order of the layers is that of a motion.
    ///
    /// @param draws orders tried
    public static double shareOfShuffled(
            double[][] rows,
            double[][] energies,
            double temperature,
            double interval,
            int draws,
            RandomGenerator random) {
        double own = of(rows, energies, temperature, interval).residual();
        int asGood = 1;
        List<Integer> order = IntStream.range(0, rows.length).boxed().collect(Collectors.toList());
        for (int draw = 0; draw < draws; draw++) {
            Collections.shuffle(order, random);
            double[][] mixedRows = order.stream().map(l -> rows[l]).toArray(double[][]::new);
            double[][] mixedEnergies = order.stream().map(l -> energies[l]).toArray(double[][]::new);
            asGood += of(mixedRows, mixedEnergies, temperature, interval).residual() <= own ? 1 : 0;
        }
        return asGood / (draws + 1.0);
    }
}
