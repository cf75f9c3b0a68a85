// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.EnergySpectrum;
import org.junit.jupiter.api.Test;

class FirstLawTest {

    private static final double BETA = 1.3;

    /// p (¾, ¼) → (½, ½), E (0, 4) → (2, 4): work ½(5/4)·2, heat ½·8·¼ − ½·2·¼, U 1 → 3.
    @Test
    void smallStepByHand() {
        FirstLawStep step = FirstLaw.step(
                new double[] {0.75, 0.25}, new double[] {0, 4}, new double[] {0.5, 0.5}, new double[] {2, 4}, 0.5);
        assertThat(step.work()).isEqualTo(1.25);
        assertThat(step.heat()).isEqualTo(0.75);
        assertThat(step.energyChange()).isEqualTo(2);
        assertThat(step.closureError()).isZero();
        double entropyChange = Math.log(2) + 0.75 * Math.log(0.75) + 0.25 * Math.log(0.25);
        assertThat(step.entropyChange()).isCloseTo(entropyChange, within(1e-15));
        assertThat(step.entropyProduction()).isCloseTo(entropyChange - 0.375, within(1e-15));
    }

    /// Levels that move without moving the occupation do work only, and the reverse takes heat only.
    @Test
    void workAndHeatAreSeparate() {
        double[] p = {0.3, 0.7};
        double[] r = {0.6, 0.4};
        FirstLawStep adiabatic = FirstLaw.step(p, new double[] {0, 1}, p, new double[] {1, 3}, 1);
        assertThat(adiabatic.heat()).isZero();
        assertThat(adiabatic.work()).isCloseTo(1.7, within(1e-15));
        assertThat(adiabatic.entropyChange()).isZero();
        FirstLawStep isochoric = FirstLaw.step(p, new double[] {0, 1}, r, new double[] {0, 1}, 1);
        assertThat(isochoric.work()).isZero();
        assertThat(isochoric.heat()).isCloseTo(-0.3, within(1e-15));
    }

    /// Relaxing to the Gibbs state at fixed levels produces KL(p‖Gibbs) of entropy exactly: never negative.
    @Test
    void relaxationProducesTheDivergence() {
        EnergySpectrum spectrum = EnergySpectrum.of(0, 0.5, 2);
        double[] gibbs = spectrum.probabilities(BETA);
        double[] p = {0.1, 0.2, 0.7};
        double divergence = 0;
        for (int j = 0; j < 3; j++) {
            divergence += p[j] * Math.log(p[j] / gibbs[j]);
        }
        FirstLawStep step = FirstLaw.step(p, spectrum.levels(), gibbs, spectrum.levels(), BETA);
        assertThat(step.entropyProduction()).isCloseTo(divergence, within(1e-15));
    }

    @Test
    void rowsAreAveraged() {
        double[] pBefore = {0.75, 0.25, 1};
        double[] eBefore = {0, 4, 7};
        double[] pAfter = {0.5, 0.5, 1};
        double[] eAfter = {2, 4, 8};
        FirstLawStep step = FirstLaw.step(pBefore, eBefore, pAfter, eAfter, new int[] {0, 2, 3}, 0.5);
        assertThat(step.rows()).isEqualTo(2);
        assertThat(step.work()).isEqualTo((1.25 + 1) / 2);
        assertThat(step.heat()).isEqualTo(0.375);
        assertThat(step.energyChange()).isEqualTo(1.5);
    }

    /// Between Gibbs states a distance h apart ΔS − βδQ = −(1/12) Σ p δ³ = O(h³): slope 3 in a log-log plot,
    /// because the midpoint rule is a trapezoid rule for ∫ p d(ln p) = 0.
    @Test
    void singleReversibleStepIsOfThirdOrder() {
        double coarse = Math.abs(gibbsStep(0, 0.1).entropyProduction());
        double fine = Math.abs(gibbsStep(0, 0.01).entropyProduction());
        assertThat(Math.log10(coarse / fine)).isCloseTo(3, within(0.1));

        double[] before = spectrum(0).probabilities(BETA);
        double[] after = spectrum(0.01).probabilities(BETA);
        double leading = 0;
        for (int j = 0; j < before.length; j++) {
            leading -= before[j] * Math.pow(Math.log(after[j] / before[j]), 3) / 12;
        }
        assertThat(gibbsStep(0, 0.01).entropyProduction()).isCloseTo(leading, within(0.05 * Math.abs(leading)));
    }

    /// A fixed path in N steps sums N errors of order N⁻³: slope −2. Its heat tends to T·ΔS and its work to ΔF.
    @Test
    void wholeReversiblePathIsOfSecondOrder() {
        double coarse = Math.abs(path(50).entropyProduction());
        double fine = Math.abs(path(500).entropyProduction());
        assertThat(Math.log10(coarse / fine)).isCloseTo(2, within(0.05));

        CanonicalState start = CanonicalState.of(spectrum(0), BETA);
        CanonicalState end = CanonicalState.of(spectrum(1), BETA);
        FirstLawLedger ledger = path(2000);
        assertThat(ledger.work()).isCloseTo(end.freeEnergy() - start.freeEnergy(), within(1e-6));
        assertThat(ledger.heat()).isCloseTo((end.entropy() - start.entropy()) / BETA, within(1e-6));
    }

    /// The sign of a reversible step's residue is that of −Σpδ³, so it may be negative: reversing the step
    /// flips it.
    @Test
    void reversibleResidueHasEitherSign() {
        double forward = gibbsStep(0, 0.05).entropyProduction();
        double backward = gibbsStep(0.05, 0).entropyProduction();
        assertThat(forward * backward).isNegative();
        assertThat(forward).isCloseTo(-backward, within(1e-15));
    }

    @Test
    void refusesInconsistentInput() {
        double[] p = {0.5, 0.5};
        double[] e = {0, 1};
        assertThatThrownBy(() -> FirstLaw.step(p, e, p, new double[1], 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("equally many");
        assertThatThrownBy(() -> FirstLaw.step(p, e, new double[] {0.5, 0.4}, e, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("p after sums to 0.9");
        assertThatThrownBy(() -> FirstLaw.step(p, new double[] {0, Double.NaN}, p, e, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("energy before is NaN at 1 but must be finite");
        assertThatThrownBy(() -> FirstLaw.step(p, e, p, e, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beta is NaN");
        for (int[] offsets : new int[][] {{}, {0}, {0, 1}, {1, 2}, {0, 0, 2}, {0, 3, 2}}) {
            assertThatThrownBy(() -> FirstLaw.step(p, e, p, e, offsets, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("row");
        }
    }

    private static FirstLawLedger path(int steps) {
        FirstLawLedger ledger = FirstLawLedger.EMPTY;
        for (int k = 0; k < steps; k++) {
            ledger = ledger.after(gibbsStep((double) k / steps, (double) (k + 1) / steps));
        }
        return ledger;
    }

    private static FirstLawStep gibbsStep(double from, double to) {
        EnergySpectrum before = spectrum(from);
        EnergySpectrum after = spectrum(to);
        return FirstLaw.step(
                before.probabilities(BETA), before.levels(), after.probabilities(BETA), after.levels(), BETA);
    }

    /// A curved path of levels.
    private static EnergySpectrum spectrum(double lambda) {
        return EnergySpectrum.of(0, 1 + 2 * lambda, 1.5 - lambda * lambda, 3 * Math.cos(2 * lambda), -0.5);
    }
}
