// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.entropy.GeneralisedEntropy;
import calorimeter.physics.entropy.GeneralisedState;

/// The thermodynamics of one row whose attention maximises another entropy than Shannon's, at T = 1/β with
/// energies E_j = −s_j/β: see [GeneralisedState]. C is the fluctuation of the energies in the escort
/// distribution.
public final class OperatorState implements AttentionState {

    private final GeneralisedState state;
    private final double[] p;
    private final double[] energies;
    private final double shannon;

    private OperatorState(GeneralisedState state, double[] energies) {
        this.state = state;
        this.energies = energies;
        p = state.probabilities();
        shannon = Distributions.entropy(p, 0, p.length);
    }

    /// The state of the first `keys` scores. The weights are left in `weights`.
    ///
    /// @throws IllegalArgumentException if there is no key, a score is not finite, or β is not positive and
    ///     finite
    public static OperatorState of(
            GeneralisedEntropy entropy, double[] scores, int keys, double beta, double[] weights) {
        double[] energies = new double[keys];
        for (int j = 0; j < keys; j++) {
            energies[j] = -scores[j] / beta;
        }
        OperatorState row =
                new OperatorState(GeneralisedState.of(entropy, EnergySpectrum.of(energies), 1 / beta), energies);
        System.arraycopy(row.p, 0, weights, 0, keys);
        return row;
    }

    @Override
    public int keys() {
        return p.length;
    }

    @Override
    public double freeEnergy() {
        return state.freeEnergy();
    }

    @Override
    public double meanEnergy() {
        return state.meanEnergy();
    }

    @Override
    public double entropy() {
        return state.entropy();
    }

    @Override
    public double specificHeat() {
        return state.specificHeat();
    }

    @Override
    public double thirdCumulant() {
        double mean = meanEnergy();
        double sum = 0;
        for (int j = 0; j < p.length; j++) {
            double deviation = energies[j] - mean;
            sum += p[j] * deviation * deviation * deviation;
        }
        return sum;
    }

    @Override
    public double selectivity() {
        return 1 - shannon / StrictMath.log(p.length);
    }

    @Override
    public double susceptibility() {
        double logKeys = StrictMath.log(p.length);
        return specificHeat() / (logKeys * logKeys);
    }

    @Override
    public double effectiveKeys() {
        return StrictMath.exp(shannon);
    }

    @Override
    public double participationRatio() {
        double squares = 0;
        for (double weight : p) {
            squares += weight * weight;
        }
        return 1 / squares;
    }
}
