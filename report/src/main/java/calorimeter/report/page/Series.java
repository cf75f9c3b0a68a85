package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;

/// One quantity against the run's steps, shape (rows); NaN marks a row at which it was not recorded.
public final class Series {

    private final Quantity quantity;
    private final double[] values;

    public Series(Quantity quantity, double[] values) {
        this.quantity = quantity;
        this.values = values.clone();
    }

    public Quantity quantity() {
        return quantity;
    }

    public double[] values() {
        return values.clone();
    }

    int rows() {
        return values.length;
    }

    /// Whether there is anything to draw.
    boolean recorded() {
        for (double value : values) {
            if (Double.isFinite(value)) {
                return true;
            }
        }
        return false;
    }
}
