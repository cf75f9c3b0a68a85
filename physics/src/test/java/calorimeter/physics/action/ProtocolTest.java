// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ProtocolTest {

    private static final EnergySpectrum FROM = EnergySpectrum.of(0, 1);
    private static final EnergySpectrum TO = EnergySpectrum.of(0, 3);

    private static Protocol protocol(int steps, double relaxation) {
        return new Protocol(Protocol.Path.straight(FROM, TO), 1, steps, relaxation);
    }

    /// A sudden jump of the upper level by 2 costs 2p₁ = 2/(1 + e) and no heat without relaxation.
    @Test
    void suddenJumpByHand() {
        ProtocolRun run = protocol(1, 0).run();
        assertThat(run.ledger().work()).isCloseTo(2 / (1 + Math.E), within(1e-15));
        assertThat(run.ledger().heat()).isZero();
        assertThat(run.freeEnergyChange())
                .isCloseTo(Math.log1p(Math.exp(-1)) - Math.log1p(Math.exp(-3)), within(1e-15));
        assertThat(run.distribution()).containsExactly(FROM.probabilities(1), within(1e-15));
        assertThat(run.dissipatedWork()).isPositive();
    }

    /// The more often the bath is touched the less is dissipated, down to nothing; every contact produces
    /// entropy.
    @Test
    void dissipationFallsWithTheNumberOfSteps() {
        double last = Double.POSITIVE_INFINITY;
        for (int steps : new int[] {1, 3, 10, 100, 1000}) {
            ProtocolRun run = protocol(steps, 1).run();
            assertThat(run.dissipatedWork()).isPositive().isLessThan(last);
            assertThat(run.smallestEntropyProduction()).isPositive();
            assertThat(run.ledger().closureError()).isCloseTo(0, within(1e-13));
            last = run.dissipatedWork();
        }
        assertThat(last).isLessThan(1e-3);
    }

    @Test
    void sampledWorkAgreesWithTheLedgerAndWithJarzynski() {
        Protocol protocol = protocol(6, 0.4);
        WorkSample sample = Jarzynski.sample(protocol, 200_000, new SplittableRandom(5));
        assertThat(Math.abs(sample.z())).isLessThan(4);
        // Work lies in [0, 2], so its standard error is at most 1/√200 000.
        assertThat(sample.meanWork()).isCloseTo(protocol.run().ledger().work(), within(4 / Math.sqrt(200_000)));
        assertThat(Jarzynski.exactMoment(protocol, 1)).isCloseTo(1, within(1e-14));
    }

    /// Far apart levels neither overflow nor underflow in the propagation.
    @Test
    void exactAverageOfLargeEnergies() {
        Protocol large = new Protocol(
                Protocol.Path.straight(EnergySpectrum.of(1e4, 1e4 + 5), EnergySpectrum.of(-1e4, -1e4 + 1)), 1, 50, 0.5);
        assertThat(Jarzynski.exactMoment(large, 1)).isCloseTo(1, within(1e-9));
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> protocol(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("steps is 0 but must be at least 1");
        assertThatThrownBy(() -> protocol(1, 1.1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("relaxation is 1.1 but must lie in [0, 1]");
        assertThatThrownBy(() -> new Protocol(lambda -> FROM, -1, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beta is -1.0");
        assertThatThrownBy(() -> Protocol.Path.straight(FROM, EnergySpectrum.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 and 1 levels");
        assertThatThrownBy(() -> Jarzynski.sample(protocol(1, 1), 99, new SplittableRandom(0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trajectories is 99");
    }
}
