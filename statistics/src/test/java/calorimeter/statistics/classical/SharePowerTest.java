// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SharePowerTest {

    /// The lower ends of 28, 29 and 30 of 30 are 0.779, 0.828 and 0.884, so 29 or 30 must succeed.
    @Test
    void aShareIsExact() {
        double both = Math.pow(0.94, 30) + 30 * 0.06 * Math.pow(0.94, 29);
        assertThat(SharePower.above(30, 0.8, 0.94, 0.95)).isCloseTo(both, within(1e-12));
        assertThat(SharePower.above(30, 0.8, 1, 0.95)).isEqualTo(1);
        assertThat(SharePower.above(12, 0.8, 1, 0.95)).isZero();
    }

    /// By scipy.stats: of 0 of 30 the upper end at 97.5 % is 0.1359, which the lower end exceeds from 10 of 30 on, and
    /// P(X ≥ 10) is 0.19659 at a share of 0.25. The others are sums over both binomial distributions.
    @Test
    void aDifferenceIsExact() {
        assertThat(SharePower.differenceAbove(30, 0, 0.25, 0, 0.95)).isCloseTo(0.19659, within(1e-5));
        assertThat(SharePower.differenceAbove(30, 0, 0.9, 0.2, 0.95)).isCloseTo(0.99666, within(1e-5));
        assertThat(SharePower.differenceAbove(30, 0, 0.5, 0.5, 0.95)).isCloseTo(0.00028, within(1e-5));
    }
}
