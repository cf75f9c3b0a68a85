// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.information;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FisherRaoTest {

    private static final double[] P = {0.5, 0.3, 0.2};
    private static final double[] R = {0.1, 0.1, 0.8};

    /// Corners are a right angle apart on the sphere of radius 2; a corner and the centre of an edge half of that.
    @Test
    void distancesByHand() {
        double[] corner = {1, 0};
        assertThat(FisherRao.distance(corner, new double[] {0, 1})).isCloseTo(Math.PI, within(1e-15));
        assertThat(FisherRao.distance(corner, new double[] {0.5, 0.5})).isCloseTo(Math.PI / 2, within(1e-15));
        assertThat(FisherRao.distance(P, P)).isZero();
        assertThat(FisherRao.distance(P, R)).isEqualTo(FisherRao.distance(R, P));
    }

    /// A step of 10⁻¹⁰ has the length √Σ(δp²/p) to six digits; the arc cosine would give 0.
    @Test
    void shortDistancesKeepTheirDigits() {
        double h = 1e-10;
        double[] near = {0.5 + h, 0.3 - h, 0.2};
        assertThat(FisherRao.distance(P, near)).isCloseTo(h * Math.sqrt(2 + 1 / 0.3), within(1e-6 * h));
    }

    @Test
    void geodesicDividesTheDistance() {
        double whole = FisherRao.distance(P, R);
        double[] third = FisherRao.geodesic(P, R, 1.0 / 3);
        assertThat(FisherRao.distance(P, third)).isCloseTo(whole / 3, within(1e-15));
        assertThat(FisherRao.distance(third, R)).isCloseTo(2 * whole / 3, within(1e-15));
        assertThat(FisherRao.geodesic(P, R, 0)).containsExactly(P, within(1e-15));
        assertThat(FisherRao.geodesic(P, R, 1)).containsExactly(R, within(1e-15));
        assertThat(FisherRao.geodesic(P, P, 0.4)).containsExactly(P, within(1e-15));
    }

    /// The midpoints of the other two geodesics lie off the great circle, so the way through them is longer.
    @Test
    void theOtherGeodesicsAreLonger() {
        double whole = FisherRao.distance(P, R);
        for (double[] middle :
                new double[][] {FisherRao.exponentialGeodesic(P, R, 0.5), FisherRao.mixtureGeodesic(P, R, 0.5)}) {
            assertThat(FisherRao.distance(P, middle) + FisherRao.distance(middle, R))
                    .isGreaterThan(whole + 1e-4);
        }
        assertThat(FisherRao.mixtureGeodesic(P, R, 0.5)).containsExactly(new double[] {0.3, 0.2, 0.5}, within(1e-15));
    }

    @Test
    void refusesBadInput() {
        assertThatThrownBy(() -> FisherRao.distance(P, new double[] {0.5, 0.5}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 and 2 entries");
        assertThatThrownBy(() -> FisherRao.exponentialGeodesic(new double[] {0, 0.5, 0.5}, R, 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("p is 0.0 at 0 but must be above 0 everywhere");
        assertThatThrownBy(() -> FisherRao.mixtureGeodesic(P, R, 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t is 1.5 but must lie in [0, 1]");
        assertThatThrownBy(() -> FisherRao.geodesic(P, R, Double.NaN)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> FisherRao.squaredSpeed(P, new double[] {1, 0, 0}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sums to 1");
    }
}
