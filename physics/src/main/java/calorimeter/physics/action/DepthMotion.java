// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FreeEnergyFunctional;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
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
/// Paths of several queries are fitted together by adding their [Sums].
///
/// @param mass     m; negative when rows turn away from where they are pulled
/// @param friction γ
/// @param residual √(Σ|ma + γb − f|²/Σ|f|²): 0 for a motion of this kind, 1 when nothing is explained
public record DepthMotion(double mass, double friction, double residual) {

    /// The numbers of the normal equations, summed over inner layers: a·a, a·b, b·b, a·f, b·f and f·f.
    public record Sums(double aa, double ab, double bb, double af, double bf, double ff) {

        public static final Sums NONE = new Sums(0, 0, 0, 0, 0, 0);

        /// One path: `rows` (L × n attention weights) with `energies` (L × n), h apart.
        ///
        /// @throws IllegalArgumentException if there are fewer than three layers, shapes differ, a row is not a
        ///     distribution, or T or h is not positive and finite
        public static Sums of(double[][] rows, double[][] energies, double temperature, double interval) {
            if (rows.length < 3 || energies.length != rows.length) {
                throw new IllegalArgumentException("there are " + rows.length + " rows of weights and "
                        + energies.length + " of energies but there must be equally many, at least 3");
            }
            if (!(interval > 0) || Double.isInfinite(interval)) {
                throw new IllegalArgumentException("the interval is " + interval + " but must be positive and finite");
            }
            double[][] x = new double[rows.length][];
            Arrays.setAll(x, l -> SphereState.atRest(rows[l]).position());
            Sums sums = NONE;
            double[] force = new double[x[0].length];
            for (int l = 1; l + 1 < rows.length; l++) {
                new SphereLagrangian(new FreeEnergyFunctional(EnergySpectrum.of(energies[l + 1]), temperature), 1, 0)
                        .tangentialForce(x[l], force);
                double[] forward = DiscretePath.logarithm(x[l], x[l + 1]);
                double[] backward = DiscretePath.logarithm(x[l], x[l - 1]);
                for (int j = 0; j < force.length; j++) {
                    double a = (forward[j] + backward[j]) / (interval * interval);
                    double b = (forward[j] - backward[j]) / (2 * interval);
                    double f = force[j];
                    sums = sums.plus(new Sums(a * a, a * b, b * b, a * f, b * f, f * f));
                }
            }
            return sums;
        }

        /// The path of softmax rows, one layer apart, in units of T: the energies of a layer are −ln p, and the
        /// potential that a row feels is KL(p‖p_(l+1)).
        public static Sums ofSoftmax(double[][] rows) {
            return of(rows, DepthAction.softmaxEnergies(rows), 1, 1);
        }

        public Sums plus(Sums other) {
            return new Sums(aa + other.aa, ab + other.ab, bb + other.bb, af + other.af, bf + other.bf, ff + other.ff);
        }

        private double determinant() {
            return aa * bb - ab * ab;
        }

        /// Whether a force acts, and motion tells mass from friction.
        public boolean determined() {
            return ff > 0 && determinant() > 0;
        }
    }

    /// The fit. What is left is the force beyond its projection on a and b.
    ///
    /// @throws IllegalArgumentException if the sums determine none
    public static DepthMotion of(Sums sums) {
        if (!sums.determined()) {
            throw new IllegalArgumentException("the path has force " + sums.ff + " and motion " + sums.determinant()
                    + " but both must be above 0 to be compared");
        }
        double mass = (sums.bb * sums.af - sums.ab * sums.bf) / sums.determinant();
        double friction = (sums.aa * sums.bf - sums.ab * sums.af) / sums.determinant();
        double explained = mass * sums.af + friction * sums.bf;
        return new DepthMotion(mass, friction, Math.sqrt(Math.max(0, 1 - explained / sums.ff)));
    }

    /// Residuals of the same layers in random orders, rising: the null of a stack in which depth is no time. An
    /// order that determines no fit explains nothing, so its residual is 1.
    ///
    /// @param layers L
    /// @param inOrder the sums of all paths with their layers in this order
    /// @param draws orders tried
    public static double[] shuffledResiduals(
            int layers, Function<List<Integer>, Sums> inOrder, int draws, RandomGenerator random) {
        List<Integer> order = IntStream.range(0, layers).boxed().collect(Collectors.toList());
        double[] residuals = new double[draws];
        for (int draw = 0; draw < draws; draw++) {
            Collections.shuffle(order, random);
            Sums sums = inOrder.apply(order);
            residuals[draw] = sums.determined() ? of(sums).residual() : 1;
        }
        Arrays.sort(residuals);
        return residuals;
    }
}
