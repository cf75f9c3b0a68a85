// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/// [HeadSimilarity] and [EntropySpread].
class HeadComparisonTest {

    @Test
    void equalHeadsAreAlikeAndDisjointOnesAreNot() {
        HeadSimilarity equal = new HeadSimilarity(3);
        double[] row = {0.2, 0.3, 0.5};
        equal.add(new double[][] {row, row, row}, 0, 3);
        assertThat(equal.meanCosine().orElseThrow()).isCloseTo(1, within(1e-15));

        HeadSimilarity disjoint = new HeadSimilarity(2);
        disjoint.add(new double[][] {{1, 0}, {0, 1}}, 0, 2);
        assertThat(disjoint.meanCosine().orElseThrow()).isZero();
    }

    /// Two rows of two heads; the maps are (1, 0, ½, ½) and (0, 1, ½, ½): cosine ½/(3/2) = 1/3. The third head
    /// equals the first, so the mean over pairs is (1/3 + 1 + 1/3)/3.
    @Test
    void cosineIsTakenOverTheWholeMap() {
        double[][] firstRow = {{9, 1, 0, 9}, {9, 0, 1, 9}, {9, 1, 0, 9}};
        double[][] secondRow = {{0.5, 0.5}, {0.5, 0.5}, {0.5, 0.5}};
        HeadSimilarity whole = new HeadSimilarity(3);
        whole.add(firstRow, 1, 3);
        whole.add(secondRow, 0, 2);
        assertThat(whole.meanCosine().orElseThrow()).isCloseTo(5.0 / 9, within(1e-15));

        HeadSimilarity left = new HeadSimilarity(3);
        HeadSimilarity right = new HeadSimilarity(3);
        left.add(firstRow, 1, 3);
        right.add(secondRow, 0, 2);
        right.merge(left);
        assertThat(right.meanCosine()).isEqualTo(whole.meanCosine());
        assertThat(HeadSimilarity.meanOverLayers(List.of(whole, new HeadSimilarity(3), whole))
                        .orElseThrow())
                .isCloseTo(5.0 / 9, within(1e-15));
    }

    @Test
    void singleHeadsHaveNoSimilarity() {
        HeadSimilarity single = new HeadSimilarity(1);
        single.add(new double[][] {{1}}, 0, 1);
        assertThat(single.meanCosine()).isEmpty();
        assertThat(HeadSimilarity.meanOverLayers(List.of(single))).isEmpty();
    }

    @Test
    void refusesAnotherNumberOfHeads() {
        assertThatThrownBy(() -> new HeadSimilarity(0)).isInstanceOf(IllegalArgumentException.class);
        HeadSimilarity two = new HeadSimilarity(2);
        assertThatThrownBy(() -> two.add(new double[1][1], 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> two.merge(new HeadSimilarity(3))).isInstanceOf(IllegalArgumentException.class);
    }

    /// Layer one: 1, 3 → deviation 1; layer two: 2, 2, 2, 6 → mean 3, deviation √3; layer three has one head.
    @Test
    void entropySpreadIsTheMeanDeviationOverLayers() {
        assertThat(EntropySpread.of(new double[][] {{1, 3}, {2, 2, 2, 6}, {5}}).orElseThrow())
                .isCloseTo((1 + Math.sqrt(3)) / 2, within(1e-15));
        assertThat(EntropySpread.of(new double[][] {{5}})).isEmpty();
        assertThat(EntropySpread.of(new double[0][])).isEmpty();
    }
}
