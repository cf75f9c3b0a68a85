// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A long table for other programs: one row an observation, all values of a column of one type.
///
/// @param columns of distinct names
/// @param lines where its rows come from
public record Table(List<Column> columns, Lines lines) {

    /// What a column holds; null stands for a missing value of any type.
    public enum Type {
        /// Long
        INTEGER,
        /// Double
        NUMBER,
        /// Boolean
        TRUTH,
        /// String
        TEXT;

        /// The type of a value.
        static Type of(Object value) {
            return switch (value) {
                case Long integer -> INTEGER;
                case Double number -> NUMBER;
                case Boolean truth -> TRUTH;
                case String text -> TEXT;
                default -> throw new IllegalArgumentException("no column holds " + value.getClass());
            };
        }
    }

    public record Column(String name, Type type) {}

    /// The rows, each with a value for every column. They are read again each time they are asked for, so that a
    /// table of a thousand runs needs the memory of one.
    @FunctionalInterface
    public interface Lines {
        Stream<@Nullable Object[]> read();
    }

    public Table {
        columns = List.copyOf(columns);
        Set<String> names = new HashSet<>();
        for (Column column : columns) {
            if (!names.add(column.name())) {
                throw new IllegalArgumentException("two columns of the table are named '" + column.name() + "'");
            }
        }
    }
}
