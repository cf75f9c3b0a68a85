// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.optimizer.OptimizerSettings.Sgd;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence.Residual;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Residuals of rows with planted errors.
class TanakaResidualsTest {

    private static final String FILTERS = "layer0.filters";
    private static final String UNITS = "layer0.units";
    private static final String ROWS = "readout.rows";

    /// η = 0.1; β = 0.9 with k = 0.001, or β = 0 with k = 0.01.
    private static HandRows rows(Arm arm, boolean momentum, long... steps) {
        return HandRows.of(
                arm,
                item -> item.parameters().training().optimizer() instanceof Sgd sgd && sgd.momentum() > 0 == momentum,
                steps);
    }

    private static Residual residual(HandRows rows, String check) {
        return TanakaResiduals.ofRows("by hand", rows.run()).stream()
                .filter(found -> found.check().equals(check))
                .findFirst()
                .orElseThrow();
    }

    private static Residual order(HandRows rows, Family family) {
        return residual(rows, Objects.requireNonNull(TanakaResiduals.ORDERS.get(family)));
    }

    @Test
    void theWorstStepOfAnyGroupCounts() {
        HandRows rows = rows(TanakaPlan.BATCH, true, 0, 100, 200)
                .with(FILTERS, "residual", Double.NaN, 0.5, 0.7)
                .with(ROWS, "residual", Double.NaN, 3, 0.1);
        Residual found = residual(rows, TanakaResiduals.ONE_STEP);
        assertThat(found.value()).isEqualTo(3);
        assertThat(found.count()).isEqualTo(4);
        assertThat(found.bound()).isEqualTo(4);
    }

    @Test
    void aMissingOneAfterTheFirstStepDoesNotHold() {
        HandRows rows = rows(TanakaPlan.BATCH, true, 0, 100, 200)
                .with(FILTERS, "residual", Double.NaN, 0.5, 0.7)
                .with(ROWS, "residual", Double.NaN, Double.NaN, 0.1);
        assertThat(residual(rows, TanakaResiduals.ONE_STEP).value()).isNaN();
    }

    /// hk/(1−β) = 0.001 for quadratic charges, half of it for translations.
    @Test
    void ordersWithMomentumDoNotGrow() {
        HandRows rows = rows(TanakaPlan.UNITS, true, 0, 49, 51, 2000)
                .with(ROWS, "charge", 1, 1, 0.8, 0.5)
                .with(ROWS, "continuous", 1, 9, 0.8 + 0.0005, 0.5 + 0.001)
                .with(ROWS, "violation", 0, 0, 0, 0)
                .with(UNITS, "charge", 1, 1, 2, 4)
                .with(UNITS, "continuous", 1, 9, 2.002, 4 - 0.012)
                .with(UNITS, "violation", 0, 0, 0, 0);
        Residual translations = order(rows, Family.TRANSLATION);
        assertThat(translations.value()).isCloseTo(2, within(1e-9));
        assertThat(translations.count()).isEqualTo(2);
        Residual rescales = order(rows, Family.RESCALE);
        assertThat(rescales.value()).isCloseTo(3, within(1e-9));
        assertThat(rescales.count()).isEqualTo(2);
        assertThat(order(rows, Family.SCALE).count()).isZero();
    }

    /// ηk = 0.001: (ηk)²n/2 = 5e-4 and 2(ηk)²n + 2ηk = 0.004 at n = 1000.
    @Test
    void ordersWithoutMomentumGrow() {
        HandRows rows = rows(TanakaPlan.UNITS, false, 0, 4, 5, 1000)
                .with(ROWS, "charge", 1, 1, 1, 0.4)
                .with(ROWS, "continuous", 1, 9, 9, 0.4 + 0.001)
                .with(ROWS, "violation", 0, 0, 0, 0)
                .with(UNITS, "charge", 1, 1, 1, 2)
                .with(UNITS, "continuous", 1, 9, 1 + 0.00201, 2 + 0.008 * 3)
                .with(UNITS, "violation", 0, 0, 0, 0);
        Residual translations = order(rows, Family.TRANSLATION);
        assertThat(translations.value()).isCloseTo(2, within(1e-9));
        assertThat(translations.count()).isEqualTo(1);
        Residual rescales = order(rows, Family.RESCALE);
        assertThat(rescales.value()).isCloseTo(3, within(1e-9));
        assertThat(rescales.count()).isEqualTo(2);
    }

    @Test
    void dampeningShortensTheRateOfTheOrder() {
        HandRows rows = HandRows.of(TanakaPlan.DAMPED, item -> true, 0, 60)
                .with(FILTERS, "charge", 1, 1)
                .with(FILTERS, "continuous", 1, 1 + 0.001)
                .with(FILTERS, "violation", 0, 0);
        assertThat(order(rows, Family.SCALE).value()).isCloseTo(2, within(1e-9));
    }

    @Test
    void chargesAreFollowedUntilEpsilonIsFeltAndWhileTheyLast() {
        HandRows felt = rows(TanakaPlan.BATCH, true, 0, 100, 200, 300)
                .with(FILTERS, "charge", 1, 1, 1, 1)
                .with(FILTERS, "continuous", 1, 1.001, 2, 2)
                .with(FILTERS, "violation", 0, 1e-3, 2e-3, 0);
        assertThat(order(felt, Family.SCALE).value()).isCloseTo(1, within(1e-9));
        HandRows small = rows(TanakaPlan.BATCH, true, 0, 100, 200, 300)
                .with(FILTERS, "charge", 1, 0.31, 0.29, -0.5)
                .with(FILTERS, "continuous", 1, 0.31, 2, -0.502)
                .with(FILTERS, "violation", 0, 0, 0, 0);
        Residual found = order(small, Family.SCALE);
        assertThat(found.value()).isCloseTo(2, within(1e-9));
        assertThat(found.count()).isEqualTo(2);
    }

    @Test
    void groupsWithoutRowsOrWithoutChargeAreNoEvidence() {
        assertThat(order(rows(TanakaPlan.BATCH, true, 0, 100), Family.SCALE).count())
                .isZero();
        HandRows zero = rows(TanakaPlan.BATCH, true, 0, 100)
                .with(FILTERS, "charge", 0, 0)
                .with(FILTERS, "continuous", 0, 0)
                .with(FILTERS, "violation", 0, 0);
        assertThat(order(zero, Family.SCALE).count()).isZero();
        HandRows missing = rows(TanakaPlan.BATCH, true, 0, 100)
                .with(FILTERS, "charge", 1, 1)
                .with(FILTERS, "continuous", Double.NaN, Double.NaN)
                .with(FILTERS, "violation", 0, 0);
        assertThat(order(missing, Family.SCALE).count()).isZero();
    }

    @Test
    void angularMomentumIsThatOfAttentionAlone() {
        HandRows rows = HandRows.of(TanakaPlan.MOMENTUM, item -> item.modulus() == 23, 0, 100, 200)
                .with("layer0.attention.values", "angularmomentum", 1, 2e-8, 1e-8)
                .with("stream", "angularmomentum", 0, 1, 1);
        assertThat(TanakaResiduals.ofRows("by hand", rows.run()))
                .filteredOn(found -> found.check().equals(TanakaResiduals.ROTATION))
                .singleElement()
                .satisfies(found -> assertThat(found.value()).isEqualTo(2e-8))
                .satisfies(found -> assertThat(found.count()).isEqualTo(2));
    }
}
