// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Every example is in the group of its row, in the order of the block, whatever was grouped before.
class RowReadersTest {

    private final RowReaders readers = new RowReaders(6, 9);

    private List<List<Integer>> groups() {
        List<List<Integer>> groups = new ArrayList<>();
        for (int group = 0; group < readers.groups(); group++) {
            List<Integer> members = new ArrayList<>();
            for (int k = 0; k < readers.size(group); k++) {
                members.add(readers.member(group, k));
            }
            groups.add(members);
        }
        return groups;
    }

    @Test
    void examplesOfARowAreTogether() {
        readers.group(new int[] {4, 7, 4, 4, 2, 7}, 0, 1, 6);

        assertThat(groups()).containsExactly(List.of(0, 2, 3), List.of(1, 5), List.of(4));
        assertThat(readers.row(0)).isEqualTo(4);
        assertThat(readers.row(1)).isEqualTo(7);
        assertThat(readers.row(2)).isEqualTo(2);
        assertThat(readers.contiguous(0)).isFalse();
        assertThat(readers.contiguous(2)).isTrue();
    }

    /// Of what one grouping leaves behind, nothing shows in the next.
    @Test
    void aGroupingForgetsTheOneBefore() {
        readers.group(new int[] {4, 7, 4, 4, 2, 8}, 0, 1, 6);
        readers.group(new int[] {0, 8, 0, 7, 0, 8, 0, 2}, 1, 2, 4);

        assertThat(groups()).containsExactly(List.of(0, 2), List.of(1), List.of(3));
        assertThat(readers.row(0)).isEqualTo(8);
        assertThat(readers.row(2)).isEqualTo(2);
    }

    @Test
    void allExamplesOfOneRowFollowOneAnother() {
        readers.group(new int[] {3, 3, 3}, 0, 1, 3);

        assertThat(groups()).containsExactly(List.of(0, 1, 2));
        assertThat(readers.contiguous(0)).isTrue();
    }

    @Test
    void ofNoExamplesThereAreNoGroups() {
        readers.group(new int[] {3}, 0, 1, 1);
        readers.group(new int[] {3}, 0, 1, 0);

        assertThat(readers.groups()).isZero();
    }
}
