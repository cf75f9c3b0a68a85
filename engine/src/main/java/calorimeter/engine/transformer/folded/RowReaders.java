// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

/// The examples of a block grouped by the row that they read, each group in the order of the block. Overwritten
/// by the next grouping.
final class RowReaders {

    private final int[] rows;
    private final int[] begins;
    private final int[] members;

    /// The group of a row, of meaning only where [#rows] of that group is the row: so nothing is cleared.
    private final int[] groupOf;

    private int groups;

    RowReaders(int capacity, int rows) {
        this.rows = new int[capacity];
        begins = new int[capacity + 2];
        members = new int[capacity];
        groupOf = new int[rows];
    }

    /// Groups examples 0 … count − 1, of which example i reads row `read[first + i · step]`.
    void group(int[] read, int first, int step, int count) {
        groups = 0;
        for (int i = 0; i < count; i++) {
            int row = read[first + i * step];
            int group = groupOf[row];
            if (group >= groups || rows[group] != row) {
                group = groups++;
                groupOf[row] = group;
                rows[group] = row;
                begins[group + 2] = 0;
            }
            begins[group + 2]++;
        }
        // begins[g + 1] runs from the beginning of group g to its end, which is where g + 1 begins
        begins[0] = 0;
        begins[1] = 0;
        for (int group = 1; group < groups; group++) {
            begins[group + 1] += begins[group];
        }
        for (int i = 0; i < count; i++) {
            members[begins[groupOf[read[first + i * step]] + 1]++] = i;
        }
    }

    int groups() {
        return groups;
    }

    int row(int group) {
        return rows[group];
    }

    int size(int group) {
        return begins[group + 1] - begins[group];
    }

    /// The k-th example of a group.
    int member(int group, int k) {
        return members[begins[group] + k];
    }

    /// Whether the examples of a group follow one another.
    boolean contiguous(int group) {
        return member(group, size(group) - 1) - member(group, 0) == size(group) - 1;
    }
}
