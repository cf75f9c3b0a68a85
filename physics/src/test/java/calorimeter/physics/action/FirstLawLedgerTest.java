// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.Distributions;
import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FirstLawLedgerTest {

    private static final int STEPS = 100_000;
    private static final int KEYS = 5;

    /// Arbitrary, mostly irreversible protocols: every step moves levels of size E and the occupation at
    /// random. Each step may round by a few ε·E; in a random walk of N steps that is ε·E·√N, allowed here with
    /// a factor of ten.
    @Test
    void closesToRoundingOverLongRandomProtocols() {
        for (double scale : new double[] {1, 1e4}) {
            RandomGenerator random = new SplittableRandom(21);
            FirstLawLedger ledger = FirstLawLedger.EMPTY;
            double[] p = occupation(random);
            double[] e = levels(random, scale);
            double firstEnergy = energy(p, e);
            double firstEntropy = Distributions.entropy(p, 0, KEYS);
            for (int k = 0; k < STEPS; k++) {
                double[] nextP = occupation(random);
                double[] nextE = levels(random, scale);
                ledger = ledger.after(FirstLaw.step(p, e, nextP, nextE, 0.7));
                p = nextP;
                e = nextE;
            }
            double rounding = 10 * 0x1p-52 * scale * Math.sqrt(STEPS);
            assertThat(ledger.steps()).isEqualTo(STEPS);
            assertThat(ledger.closureError()).isCloseTo(0, within(rounding));
            assertThat(ledger.energyChange()).isCloseTo(energy(p, e) - firstEnergy, within(rounding));
            assertThat(ledger.entropyChange())
                    .isCloseTo(Distributions.entropy(p, 0, KEYS) - firstEntropy, within(10 * 0x1p-52 * 400));
            assertThat(ledger.entropyProduction())
                    .isCloseTo(ledger.entropyChange() - 0.7 * ledger.heat(), within(10 * rounding));
            assertThat(Math.abs(ledger.work())).isGreaterThan(scale);
        }
    }

    /// Saved as six numbers in mid-path and restored, the ledger ends with the same bits.
    @Test
    void restoredLedgerContinuesWithTheSameBits() {
        FirstLawLedger uninterrupted = run(FirstLawLedger.EMPTY, new SplittableRandom(3), 200);
        RandomGenerator random = new SplittableRandom(3);
        FirstLawLedger half = run(FirstLawLedger.EMPTY, random, 80);
        FirstLawLedger restored = new FirstLawLedger(
                half.steps(),
                Double.parseDouble(Double.toString(half.work())),
                Double.parseDouble(Double.toString(half.heat())),
                Double.parseDouble(Double.toString(half.energyChange())),
                Double.parseDouble(Double.toString(half.entropyChange())),
                Double.parseDouble(Double.toString(half.entropyProduction())));
        assertThat(run(restored, random, 120)).isEqualTo(uninterrupted);
    }

    /// A bath that holds the rows at equilibrium while the levels jump: each jump is work, each relaxation
    /// heat, and the entropy produced is the excess of the work over the change of free energy, β(W − ΔF) ≥ 0.
    @Test
    void suddenJumpsDissipateTheExcessWork() {
        double beta = 1.5;
        RandomGenerator random = new SplittableRandom(6);
        EnergySpectrum spectrum = EnergySpectrum.of(levels(random, 1));
        FirstLawLedger ledger = FirstLawLedger.EMPTY;
        double startFreeEnergy = freeEnergy(beta, spectrum);
        for (int k = 0; k < 50; k++) {
            EnergySpectrum moved = EnergySpectrum.of(levels(random, 1));
            double[] p = spectrum.probabilities(beta);
            FirstLawStep jump = FirstLaw.step(p, spectrum.levels(), p, moved.levels(), beta);
            FirstLawStep relaxation = FirstLaw.step(p, moved.levels(), moved.probabilities(beta), moved.levels(), beta);
            assertThat(jump.entropyProduction()).isZero();
            assertThat(relaxation.entropyProduction()).isPositive();
            ledger = ledger.after(jump).after(relaxation);
            spectrum = moved;
        }
        double freeEnergyChange = freeEnergy(beta, spectrum) - startFreeEnergy;
        assertThat(ledger.entropyProduction()).isCloseTo(beta * (ledger.work() - freeEnergyChange), within(1e-12));
    }

    @Test
    void refusesImpossibleRecords() {
        assertThatThrownBy(() -> new FirstLawLedger(-1, 0, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new FirstLawStep(0, 1, 0, 0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    private static double freeEnergy(double beta, EnergySpectrum spectrum) {
        return CanonicalState.of(spectrum, beta).freeEnergy();
    }

    private static FirstLawLedger run(FirstLawLedger ledger, RandomGenerator random, int steps) {
        FirstLawLedger totals = ledger;
        for (int k = 0; k < steps; k++) {
            totals = totals.after(
                    FirstLaw.step(occupation(random), levels(random, 1), occupation(random), levels(random, 1), 0.3));
        }
        return totals;
    }

    private static double energy(double[] p, double[] e) {
        double energy = 0;
        for (int j = 0; j < p.length; j++) {
            energy += p[j] * e[j];
        }
        return energy;
    }

    private static double[] occupation(RandomGenerator random) {
        return EnergySpectrum.of(levels(random, 2)).probabilities(1);
    }

    private static double[] levels(RandomGenerator random, double scale) {
        return random.doubles(KEYS, -scale, scale).toArray();
    }
}
