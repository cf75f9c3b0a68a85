// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Formulas; that computation finds the same is checked by `noether.count-*`.
class LawCountTest {

    @Test
    void factors() {
        assertThat(LawCount.factors(5, 4, 3)).isEqualTo(6);
        assertThat(LawCount.factors(1, 1, 2)).isEqualTo(3);
        assertThat(LawCount.factors(1, 1, 3)).isEqualTo(5);
        assertThat(LawCount.factors(1, 2, 4)).isEqualTo(9);
        assertThat(LawCount.factorsWithMomentum(3, 2, 2)).isEqualTo(1);
        assertThat(LawCount.factorsWithMomentum(1, 1, 3)).isEqualTo(6);
    }

    /// Both branches agree where they meet, n + m = r.
    @Test
    void branchesMeet() {
        for (int r = 2; r < 9; r++) {
            int both = r;
            assertThat(both * r - both * (both - 1) / 2).isEqualTo(LawCount.symmetric(r));
        }
    }

    @Test
    void layers() {
        assertThat(LawCount.relu(7)).isEqualTo(7);
        assertThat(LawCount.normGain(5)).isEqualTo(5);
        assertThat(LawCount.unembedding(8, false)).isEqualTo(8);
        assertThat(LawCount.unembedding(8, true)).isEqualTo(9);
        assertThat(LawCount.translationsWithMomentum(9)).isEqualTo(18);
        assertThat(LawCount.rotaryQueryKey(2, 2, 1)).isEqualTo(10);
    }

    @Test
    void attentionWithMomentum() {
        assertThat(LawCount.attentionWithMomentum(2, 4, false, false)).isEqualTo(24);
        assertThat(LawCount.attentionWithMomentum(2, 4, true, false)).isEqualTo(40);
        assertThat(LawCount.attentionWithMomentum(2, 4, true, true)).isEqualTo(16);
    }
}
