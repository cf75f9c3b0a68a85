// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.Arrays;

/// Tsallis attention for α > 2, where a weight near zero hardly shows in s′ = −p^h/h + …, h = α − 1: the last
/// rounding of the ground level's p₀^h is more than all of p_m^h. Seen from the highest occupied level m
/// nothing cancels,
///
///     p_j^h = p_m^h + h(E_m − E_j)/T,   Σp = 1
///
/// is solved for p_m by halving, and level m (with its equals) takes the mass that the others leave.
final class SteepTsallis {

    /// Of a bracket of at most 1; what is left of it does not show in the other weights.
    private static final int HALVINGS = 100;

    private final double[] levels;
    private final double h;
    private final double temperature;

    private SteepTsallis(double[] rising, double h, double temperature) {
        levels = rising;
        this.h = h;
        this.temperature = temperature;
    }

    /// p over the levels of `spectrum`; zeros are exact.
    static double[] probabilities(double alpha, EnergySpectrum spectrum, double temperature) {
        double[] rising = spectrum.levels();
        Arrays.sort(rising);
        SteepTsallis system = new SteepTsallis(rising, alpha - 1, temperature);
        double marginal = system.highestOccupied();
        double own = system.solve(marginal);
        int equals = (int) Arrays.stream(rising).filter(e -> e == marginal).count();
        double others = system.below(marginal, own);
        double rest = (1 - others) / equals;
        double[] p = new double[rising.length];
        for (int j = 0; j < p.length; j++) {
            double level = spectrum.level(j);
            p[j] = level > marginal ? 0 : level == marginal ? rest : system.occupation(level, marginal, own);
        }
        return p;
    }

    /// The highest level that is occupied: those below it leave something to it.
    private double highestOccupied() {
        int low = 0;
        int high = levels.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (below(levels[middle], 0) < 1) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return levels[low];
    }

    private double solve(double marginal) {
        double low = 0;
        double high = 1;
        int equals = (int) Arrays.stream(levels).filter(e -> e == marginal).count();
        for (int step = 0; step < HALVINGS; step++) {
            double middle = 0.5 * (low + high);
            if (below(marginal, middle) + equals * middle < 1) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /// Σp of the levels below `marginal`, which has the weight p.
    private double below(double marginal, double p) {
        double sum = 0;
        for (int j = 0; j < levels.length && levels[j] < marginal; j++) {
            sum += occupation(levels[j], marginal, p);
        }
        return sum;
    }

    private double occupation(double level, double marginal, double p) {
        return StrictMath.pow(StrictMath.pow(p, h) + h * (marginal - level) / temperature, 1 / h);
    }
}
