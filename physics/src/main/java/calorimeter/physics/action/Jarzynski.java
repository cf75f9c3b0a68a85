// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.numeric.CompensatedSum;
import java.util.random.RandomGenerator;

/// Jarzynski's equality (Phys. Rev. Lett. 78, 2690, 1997) for a [Protocol]: however fast the levels are moved,
/// the work of single trajectories that start in equilibrium satisfies
///
///     ⟨e^(−βW)⟩ = e^(−βΔF),     W = Σ_k [E_j(k+1) − E_j(k)] with j the level occupied at the time
///
/// which is a sharp test that "work" is the part of the energy paid for moving levels. In the thermalisation of
/// a trajectory its level is drawn anew from p* with probability r, else kept.
public final class Jarzynski {

    private Jarzynski() {}

    /// ⟨e^(−sβ(W − ΔF))⟩ over *all* trajectories, by propagating the weighted occupation g_j = ⟨e^(−sβW)
    /// 1[level = j]⟩: each motion of the levels multiplies g_j by e^(−sβΔE_j), each thermalisation mixes. For
    /// s = 1 it is exactly 1 in exact arithmetic whatever was mixed; s = 2 is 1 + the variance of one
    /// trajectory. O(N·n).
    public static double exactMoment(Protocol protocol, double s) {
        double beta = protocol.beta();
        EnergySpectrum levels = protocol.spectrum(0);
        double[] g = levels.probabilities(beta);
        double perStep = protocol.freeEnergyChange() / protocol.steps();
        for (int k = 1; k <= protocol.steps(); k++) {
            EnergySpectrum moved = protocol.spectrum(k);
            double[] gibbs = moved.probabilities(beta);
            CompensatedSum total = new CompensatedSum();
            for (int j = 0; j < g.length; j++) {
                // ΔF is paid in equal parts on the way, so that nothing overflows.
                g[j] *= StrictMath.exp(-s * beta * (moved.level(j) - levels.level(j) - perStep));
                total.add(g[j]);
            }
            for (int j = 0; j < g.length; j++) {
                g[j] = (1 - protocol.relaxation()) * g[j] + protocol.relaxation() * gibbs[j] * total.value();
            }
            levels = moved;
        }
        CompensatedSum average = new CompensatedSum();
        for (double part : g) {
            average.add(part);
        }
        return average.value();
    }

    /// The same average over sampled trajectories. Its distribution has a long tail once β(W − ΔF) is several
    /// units: keep the dissipation near 1 for the standard error to mean what it says.
    ///
    /// @throws IllegalArgumentException if there are fewer than 100 trajectories
    public static WorkSample sample(Protocol protocol, int trajectories, RandomGenerator random) {
        if (trajectories < 100) {
            throw new IllegalArgumentException("trajectories is " + trajectories
                    + " but must be at least 100, else the standard error means nothing");
        }
        int steps = protocol.steps();
        double[][] levels = new double[steps + 1][];
        double[][] cumulative = new double[steps + 1][];
        for (int k = 0; k <= steps; k++) {
            EnergySpectrum spectrum = protocol.spectrum(k);
            levels[k] = spectrum.levels();
            cumulative[k] = cumulative(spectrum.probabilities(protocol.beta()));
        }
        double freeEnergyChange = protocol.freeEnergyChange();
        CompensatedSum work = new CompensatedSum();
        CompensatedSum exponential = new CompensatedSum();
        CompensatedSum squares = new CompensatedSum();
        for (int trajectory = 0; trajectory < trajectories; trajectory++) {
            double paid = work(levels, cumulative, protocol.relaxation(), random);
            double factor = StrictMath.exp(-protocol.beta() * (paid - freeEnergyChange));
            work.add(paid);
            exponential.add(factor);
            squares.add(factor * factor);
        }
        double average = exponential.value() / trajectories;
        double variance = Math.max(0, squares.value() / trajectories - average * average);
        return new WorkSample(
                trajectories,
                work.value() / trajectories,
                freeEnergyChange,
                average,
                Math.sqrt(variance / (trajectories - 1)));
    }

    private static double work(double[][] levels, double[][] cumulative, double relaxation, RandomGenerator random) {
        int level = draw(cumulative[0], random);
        double paid = 0;
        for (int k = 1; k < levels.length; k++) {
            paid += levels[k][level] - levels[k - 1][level];
            if (random.nextDouble() < relaxation) {
                level = draw(cumulative[k], random);
            }
        }
        return paid;
    }

    private static int draw(double[] cumulative, RandomGenerator random) {
        double u = random.nextDouble() * cumulative[cumulative.length - 1];
        int level = 0;
        while (cumulative[level] <= u && level < cumulative.length - 1) {
            level++;
        }
        return level;
    }

    private static double[] cumulative(double[] p) {
        double[] sums = new double[p.length];
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            sum += p[j];
            sums[j] = sum;
        }
        return sums;
    }
}
