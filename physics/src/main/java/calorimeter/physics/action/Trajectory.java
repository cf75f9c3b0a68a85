// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import calorimeter.physics.ensemble.EnergySpectrum;

/// One way through a [Protocol]: the level occupied at the start and after each contact with the bath.
/// Crooks's theorem (Phys. Rev. E 60, 2721, 1999) holds for each alone,
///
///     P(forth)/P(back) = e^(β(W − ΔF))
///
/// where back starts in equilibrium at the end, is thermalised and moved in the opposite order. Summed over
/// all ways with weight P(back) it is Jarzynski's equality.
public final class Trajectory {

    private final Protocol protocol;
    private final int[] levels;

    /// @param levels N + 1 indices of levels
    /// @throws IllegalArgumentException unless there is one more than the protocol has steps
    public Trajectory(Protocol protocol, int... levels) {
        if (levels.length != protocol.steps() + 1) {
            throw new IllegalArgumentException("there are " + levels.length + " levels but a protocol of "
                    + protocol.steps() + " steps needs " + (protocol.steps() + 1));
        }
        this.protocol = protocol;
        this.levels = levels.clone();
    }

    /// W = Σ_k [E_j(k) − E_j(k − 1)] with j the level occupied while the levels move.
    public double work() {
        double work = 0;
        for (int k = 1; k < levels.length; k++) {
            int level = levels[k - 1];
            work += protocol.spectrum(k).level(level) - protocol.spectrum(k - 1).level(level);
        }
        return work;
    }

    /// ln P(forth): a draw from equilibrium at the start, then the contacts in order.
    public double logForth() {
        double sum = StrictMath.log(equilibrium(0)[levels[0]]);
        for (int k = 1; k < levels.length; k++) {
            sum += StrictMath.log(transition(k, levels[k - 1], levels[k]));
        }
        return sum;
    }

    /// ln P(back): a draw from equilibrium at the end, then the contacts in reverse.
    public double logBack() {
        double sum = StrictMath.log(equilibrium(levels.length - 1)[levels[levels.length - 1]]);
        for (int k = levels.length - 1; k > 0; k--) {
            sum += StrictMath.log(transition(k, levels[k], levels[k - 1]));
        }
        return sum;
    }

    /// With probability r the level is drawn anew, else kept.
    private double transition(int step, int from, int to) {
        double kept = from == to ? 1 - protocol.relaxation() : 0;
        return kept + protocol.relaxation() * equilibrium(step)[to];
    }

    private double[] equilibrium(int step) {
        EnergySpectrum spectrum = protocol.spectrum(step);
        return spectrum.probabilities(protocol.beta());
    }
}
