// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AgreementGateTest {

    private static final double[] OURS = {4.75, 4.70, 4.60};

    @Test
    void roundingPasses() {
        assertThat(AgreementGate.disagreement(OURS, new double[] {4.75 * (1 + 9e-6), 4.70, 4.60 * (1 - 9e-6)}))
                .isEmpty();
    }

    @Test
    void aWrongThirdStepDoesNot() {
        assertThat(AgreementGate.disagreement(OURS, new double[] {4.75, 4.70, 4.60 * (1 + 2e-5)}))
                .hasValueSatisfying(text -> assertThat(text)
                        .startsWith("disagrees and is not timed: its loss at step 2 is 4.600092")
                        .endsWith("(relative difference 2.0e-05, allowed 1e-05)"));
    }

    @Test
    void norDoesWhatIsNotANumberOrMissing() {
        assertThat(AgreementGate.disagreement(OURS, new double[] {4.75, Double.NaN, 4.60}))
                .isPresent();
        assertThat(AgreementGate.disagreement(OURS, new double[0])).hasValue("gave 0 losses instead of 3");
    }
}
