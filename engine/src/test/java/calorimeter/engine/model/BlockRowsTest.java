package calorimeter.engine.model;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.task.Examples;
import org.junit.jupiter.api.Test;

/// Neighbours share the rows of what they begin with in common, and no others do.
class BlockRowsTest {

    private final Examples examples =
            new Examples(3, new int[] {7, 1, 9, 7, 2, 9, 8, 2, 9, 7, 1, 9}, new int[] {0, 0, 0, 0});

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
}
