// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.information.FisherRao;
import calorimeter.physics.information.FreeEnergyFunctional;
import java.util.Arrays;

/// Depth as time: the attention rows of one query in successive layers, over the same n keys, as a path on the
/// simplex with one layer as the unit of time (G. Kim, arXiv:2602.08216, §3).
///
///     speed_l = d(p_l, p_(l+1))          Fisher–Rao, per layer, l = 0 … L − 2
///     K_l = (m/2) speed_l²               kinetic
///     V_l = F_T[p_l; E_l]                free energy of the row in its own layer, l = 0 … L − 1
///     S = Σ_l [K_l − ½(V_l + V_(l+1))]   action
///
/// Each layer has energies of its own, so the potential depends on time. For rows that are softmax at T, V_l =
/// −T ln Z_l. Free energies of different layers share no zero: only [#kineticAction] and the geometry are free
/// of that choice.
public final class DepthAction {

    private final double[] speeds;
    private final double[] potentials;
    private final double mass;
    private final double direct;

    private DepthAction(double[] speeds, double[] potentials, double mass, double direct) {
        this.speeds = speeds;
        this.potentials = potentials;
        this.mass = mass;
        this.direct = direct;
    }

    /// The path of `rows` (L × n attention weights) with `energies` (L × n).
    ///
    /// @throws IllegalArgumentException if there are fewer than two layers, the shapes differ, a row is not a
    ///     distribution, an energy is not finite, or T or m is not positive and finite
    public static DepthAction of(double[][] rows, double[][] energies, double temperature, double mass) {
        if (rows.length < 2 || energies.length != rows.length) {
            throw new IllegalArgumentException("there are " + rows.length + " rows of weights and " + energies.length
                    + " of energies but there must be equally many, at least 2");
        }
        if (!(mass > 0) || Double.isInfinite(mass)) {
            throw new IllegalArgumentException("mass is " + mass + " but must be positive and finite");
        }
        double[] potentials = new double[rows.length];
        double[] speeds = new double[rows.length - 1];
        for (int l = 0; l < rows.length; l++) {
            potentials[l] = new FreeEnergyFunctional(EnergySpectrum.of(energies[l]), temperature).value(rows[l]);
            if (l > 0) {
                speeds[l - 1] = FisherRao.distance(rows[l - 1], rows[l]);
            }
        }
        return new DepthAction(speeds, potentials, mass, FisherRao.distance(rows[0], rows[rows.length - 1]));
    }

    /// Energies of softmax rows in units of T, whose zero is the free energy of each row: −ln p.
    public static double[][] softmaxEnergies(double[][] rows) {
        return Arrays.stream(rows)
                .map(row -> Arrays.stream(row)
                        .map(p -> -StrictMath.log(Math.max(p, Double.MIN_NORMAL)))
                        .toArray())
                .toArray(double[][]::new);
    }

    /// Fisher–Rao speed from each layer to the next, L − 1 values, each in [0, π].
    public double[] speeds() {
        return speeds.clone();
    }

    /// Σ speed.
    public double length() {
        double sum = 0;
        for (double speed : speeds) {
            sum += speed;
        }
        return sum;
    }

    /// d(p_0, p_(L−1))/length, in [0, 1]: 1 for a geodesic, NaN when nothing moves.
    public double straightness() {
        return direct / length();
    }

    /// K_l, L − 1 values.
    public double[] kineticEnergies() {
        double[] kinetic = new double[speeds.length];
        for (int l = 0; l < speeds.length; l++) {
            kinetic[l] = 0.5 * mass * speeds[l] * speeds[l];
        }
        return kinetic;
    }

    /// V_l = F_T[p_l; E_l], L values.
    public double[] potentials() {
        return potentials.clone();
    }

    /// Σ K_l: at least (m/2)·length²/(L − 1), with equality at constant speed.
    public double kineticAction() {
        double sum = 0;
        for (double kinetic : kineticEnergies()) {
            sum += kinetic;
        }
        return sum;
    }

    /// S.
    public double action() {
        double sum = kineticAction();
        for (int l = 0; l + 1 < potentials.length; l++) {
            sum -= 0.5 * (potentials[l] + potentials[l + 1]);
        }
        return sum;
    }
}
