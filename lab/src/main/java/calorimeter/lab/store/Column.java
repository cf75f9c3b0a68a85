// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

/// What one number of a row means.
///
/// @param name unique in a run, as it stands in exported files: `attention.C.layer0.head3`
/// @param symbol as in a formula or the axis of a figure
/// @param unit "1" or empty if dimensionless
/// @param description one sentence
public record Column(String name, String symbol, String unit, String description) {

    public Column {
        if (name.isBlank()) {
            throw new IllegalArgumentException("a column's name is blank (symbol '" + symbol + "')");
        }
    }
}
