// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

/// What one recorded number is. Columns of the store, CSV files, reports and exports all take it from here.
///
/// @param name unique within a run; dots separate levels, as in `attention.C.layer0.head2`
/// @param symbol as docs/glossary.md defines it; a trailing `_x` is shown as a subscript
/// @param unit "1" for pure numbers; energies are pure numbers too, since k_B = 1
/// @param description one line for a table or a tooltip
public record Quantity(String name, String symbol, String unit, String description) {

    public Quantity {
        if (name.isBlank() || symbol.isBlank()) {
            throw new IllegalArgumentException(
                    "a quantity has the name '" + name + "' and the symbol '" + symbol + "' but neither can be blank");
        }
    }

    /// A pure number.
    public Quantity(String name, String symbol, String description) {
        this(name, symbol, "1", description);
    }
}
