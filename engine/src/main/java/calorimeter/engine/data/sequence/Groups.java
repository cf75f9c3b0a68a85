// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import java.util.List;

/// Which group each row of a table belongs to, as a file's column `group` says it.
public final class Groups {

    private final List<String> names;
    private final int[] rows;

    /// @param names of the groups, in the order of their first appearance
    /// @param rows the number of each row's group
    Groups(List<String> names, int[] rows) {
        this.names = List.copyOf(names);
        this.rows = rows;
    }

    /// Names of the groups.
    public List<String> names() {
        return names;
    }

    /// The number of a row's group.
    public int group(int row) {
        return rows[row];
    }
}
