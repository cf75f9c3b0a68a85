// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.layered;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.data.TokenSequences;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Neighbours share the rows of what they begin with in common, and no others do.
class BlockRowsTest {

    private final TokenSequences examples =
            new TokenSequences(3, new int[] {7, 1, 9, 7, 2, 9, 8, 2, 9, 7, 1, 9}, new int[] {0, 0, 0, 0});

    @Test
    void prefixesOfNeighboursAreShared() {
        BlockRows rows = new BlockRows(examples, 4, true);

        rows.select(new int[] {3, 0, 1, 2, 3}, 1, 4);

        assertThat(rows.rows()).containsExactly(0, 1, 2, 0, 3, 4, 5, 6, 7, 8, 9, 10);
        assertThat(rows.count()).isEqualTo(11);
        assertThat(rows.example(3)).isEqualTo(1);
        assertThat(rows.position(3)).isEqualTo(1);
        assertThat(rows.example(8)).isEqualTo(3);
        assertThat(rows.row(1, 2)).isEqualTo(4);
    }

    @Test
    void withoutSharingEveryPositionHasARow() {
        BlockRows rows = new BlockRows(examples, 4, false);

        rows.select(new int[] {0, 1}, 0, 2);

        assertThat(rows.count()).isEqualTo(6);
        assertThat(rows.rows()).startsWith(0, 1, 2, 3, 4, 5);
    }

    /// Nothing of the block before is left.
    @Test
    void aSmallerBlockFollowsALargerOne() {
        BlockRows rows = new BlockRows(examples, 4, true);

        rows.select(new int[] {0, 1, 2, 3}, 0, 4);
        rows.select(new int[] {2, 0, 1}, 0, 3);

        assertThat(rows.count()).isEqualTo(8);
        assertThat(rows.rows()).startsWith(0, 1, 2, 3, 4, 5, 3, 6, 7);
        assertThat(IntStream.range(0, 8).map(rows::example)).containsExactly(0, 0, 0, 1, 1, 1, 2, 2);
        assertThat(rows.positions()).startsWith(0, 1, 2, 0, 1, 2, 1, 2);
    }

    /// The first of a block shares with nobody, though its neighbour in the batch, and in the block before,
    /// begins alike.
    @Test
    void blocksShareNothing() {
        BlockRows rows = new BlockRows(examples, 2, true);

        rows.select(new int[] {0, 1, 3}, 0, 2);
        rows.select(new int[] {0, 1, 3}, 1, 2);

        assertThat(rows.rows()).startsWith(0, 1, 2, 0, 3, 4);
        assertThat(rows.example(0)).isZero();
        assertThat(rows.example(3)).isEqualTo(1);
    }

    @Test
    void neighboursOfEqualTokensShareAllRows() {
        BlockRows rows = new BlockRows(examples, 3, true);

        rows.select(new int[] {0, 3, 3}, 0, 3);

        assertThat(rows.count()).isEqualTo(3);
        assertThat(rows.rows()).containsExactly(0, 1, 2, 0, 1, 2, 0, 1, 2);
        assertThat(IntStream.range(0, 3).map(rows::example)).containsOnly(0);
        assertThat(rows.positions()).startsWith(0, 1, 2);
    }

    /// Equal tokens after different ones are different prefixes.
    @Test
    void rowsPartForGoodWhereTokensFirstDiffer() {
        BlockRows rows = new BlockRows(examples, 2, true);

        rows.select(new int[] {1, 2}, 0, 2);

        assertThat(rows.rows()).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void sequencesOfOneTokenShareTheirOnlyRow() {
        BlockRows rows = new BlockRows(new TokenSequences(1, new int[] {4, 4, 5, 4}, new int[4]), 4, true);

        rows.select(new int[] {0, 1, 2, 3}, 0, 4);

        assertThat(rows.count()).isEqualTo(3);
        assertThat(rows.rows()).containsExactly(0, 0, 1, 2);
        assertThat(IntStream.range(0, 3).map(rows::example)).containsExactly(0, 2, 3);
        assertThat(rows.positions()).startsWith(0, 0, 0);
    }
}
