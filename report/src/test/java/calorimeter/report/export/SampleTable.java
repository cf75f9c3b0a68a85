// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A table with a column of every type, complete and with missing values; make_export_goldens.py has the same one.
final class SampleTable {

    private SampleTable() {}

    static Table everyType() {
        return new Table(
                List.of(
                        new Table.Column("seed", Table.Type.INTEGER),
                        new Table.Column("layers", Table.Type.INTEGER),
                        new Table.Column("eta", Table.Type.NUMBER),
                        new Table.Column("tied", Table.Type.TRUTH),
                        new Table.Column("causal", Table.Type.TRUTH),
                        new Table.Column("note", Table.Type.TEXT),
                        new Table.Column("odd, \"name\"", Table.Type.TEXT)),
                () -> Stream.of(
                        new @Nullable Object[] {9007199254740993L, 1L, 0.1, true, true, "plain", "a"},
                        new @Nullable Object[] {-1L, null, Double.NaN, false, null, "with, comma and \"quotes\"", "é😀"
                        },
                        new @Nullable Object[] {0L, 3L, null, true, false, null, ""}));
    }
}
