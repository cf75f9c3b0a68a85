// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.constraint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.constraint.DualRule.Ascent;
import calorimeter.physics.constraint.DualRule.AugmentedLagrangian;
import calorimeter.physics.constraint.DualRule.ProportionalIntegral;
import calorimeter.physics.constraint.DualRule.QuadraticPenalty;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every rule on the violations 2, −1, −4, 3 by hand.
class MultiplierTest {

    private static final double[] VIOLATIONS = {2, -1, -4, 3};

    private static void assertFollows(DualRule rule, boolean equality, double... expected) {
        Multiplier multiplier = new Multiplier(rule, equality);
        assertThat(multiplier.value()).isZero();
        for (int i = 0; i < VIOLATIONS.length; i++) {
            assertThat(multiplier.follow(VIOLATIONS[i])).as("%s, %d", rule, i).isCloseTo(expected[i], within(1e-15));
            assertThat(multiplier.value()).isCloseTo(expected[i], within(1e-15));
        }
    }

    @Test
    void ascentAddsUpAndStopsAtZero() {
        assertFollows(new Ascent(0.5), false, 1, 0.5, 0, 1.5);
        assertFollows(new Ascent(0.5), true, 1, 0.5, -1.5, 0);
    }

    /// I is 1, .5, 0, 1.5, of an equality 1, .5, −1.5, 0; ν is 2, 1.25, −.0625, .703125.
    @Test
    void proportionalIntegralAddsASmoothViolation() {
        ProportionalIntegral rule = new ProportionalIntegral(0.5, 2, 0.75);
        assertFollows(rule, false, 5, 3, 0, 2.90625);
        assertFollows(rule, true, 5, 3, -1.625, 1.40625);
    }

    @Test
    void augmentedAddsThePenaltysForce() {
        assertFollows(new AugmentedLagrangian(0.5, 3), false, 7, 0, 0, 10.5);
        assertFollows(new AugmentedLagrangian(0.5, 3), true, 7, -2.5, -13.5, 9);
    }

    /// The force of c g²/2.
    @Test
    void penaltyHasNoMemory() {
        assertFollows(new QuadraticPenalty(3), false, 6, 0, 0, 9);
        assertFollows(new QuadraticPenalty(3), true, 6, -3, -12, 9);
    }

    @Test
    void withoutSmoothingProportionalIntegralIsAugmented() {
        assertFollows(new ProportionalIntegral(0.5, 3, 0), false, 7, 0, 0, 10.5);
    }

    @Test
    void aMultiplierGoesOnFromItsState() {
        ProportionalIntegral rule = new ProportionalIntegral(0.5, 2, 0.75);
        Multiplier first = new Multiplier(rule, false);
        first.follow(2);
        first.follow(-1);
        Multiplier second = new Multiplier(rule, false);
        second.restore(first.state());
        assertThat(second.value()).isEqualTo(first.value());
        assertThat(second.follow(3)).isEqualTo(first.follow(3));
        assertThatIllegalArgumentException().isThrownBy(() -> second.restore(new double[2]));
    }

    @Test
    void constantsHaveRanges() {
        for (double wrong : List.of(0.0, -1.0, Double.NaN, Double.POSITIVE_INFINITY)) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Ascent(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> new QuadraticPenalty(wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> new AugmentedLagrangian(1, wrong));
            assertThatIllegalArgumentException().isThrownBy(() -> new ProportionalIntegral(wrong, 1, 0));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new ProportionalIntegral(1, -1, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProportionalIntegral(1, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> new ProportionalIntegral(1, 1, Double.NaN));
    }
}
