package calorimeter.report.page;

/// What a series of numbers is: a key that is stable in files, the symbol and unit that label an axis, and one
/// line of description. An empty unit says dimensionless; so are energies and entropies where k_B = 1.
///
/// A trailing `_x` of the symbol is shown as a subscript. A dot in the key makes a part of a whole: figures
/// that show `weight_norm` show `weight_norm.embedding` as well.
public record Quantity(String key, String symbol, String unit, String description) {

    public Quantity {
        if (!key.matches("[A-Za-z0-9_]+(\\.[A-Za-z0-9_.-]+)?")) {
            throw new IllegalArgumentException(
                    "quantity key is '" + key + "' but must be letters, digits and _, then at most one '.part'");
        }
        if (symbol.isBlank()) {
            throw new IllegalArgumentException("symbol of quantity '" + key + "' is blank");
        }
    }

    /// One part of this quantity, for example the weight norm of one group of parameters.
    public Quantity part(String name) {
        return new Quantity(key + "." + name, symbol, unit, name);
    }

    String unitOrDimensionless() {
        return unit.isEmpty() ? "dimensionless" : unit;
    }
}
