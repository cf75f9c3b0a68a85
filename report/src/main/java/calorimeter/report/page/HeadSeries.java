package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;

/// One quantity of every head against the run's steps, shape (layers, heads, rows); NaN marks what was not
/// recorded.
public final class HeadSeries {

    private final Quantity quantity;
    private final double[][][] values;

    /// Throws [IllegalArgumentException] unless `values` has at least one layer and one head and is
    /// rectangular.
    public HeadSeries(Quantity quantity, double[][][] values) {
        this.quantity = quantity;
        if (values.length == 0 || values[0].length == 0) {
            throw new IllegalArgumentException("head series '" + quantity.name() + "' has no layer or no head");
        }
        this.values = new double[values.length][values[0].length][];
        for (int layer = 0; layer < values.length; layer++) {
            for (int head = 0; head < values[layer].length; head++) {
                if (values[layer].length != values[0].length || values[layer][head].length != values[0][0].length) {
                    throw new IllegalArgumentException("head series '" + quantity.name()
                            + "' differs in shape at layer " + layer + ", head " + head + " from layer 0, head 0");
                }
                this.values[layer][head] = values[layer][head].clone();
            }
        }
    }

    public Quantity quantity() {
        return quantity;
    }

    public int layers() {
        return values.length;
    }

    public int heads() {
        return values[0].length;
    }

    public double[] values(int layer, int head) {
        return values[layer][head].clone();
    }

    int rows() {
        return values[0][0].length;
    }

    /// The latest finite value of one head, or NaN.
    double last(int layer, int head) {
        double[] series = values[layer][head];
        for (int row = series.length - 1; row >= 0; row--) {
            if (Double.isFinite(series[row])) {
                return series[row];
            }
        }
        return Double.NaN;
    }

    /// Whether there is anything to draw.
    boolean recorded() {
        for (int layer = 0; layer < layers(); layer++) {
            for (int head = 0; head < heads(); head++) {
                if (Double.isFinite(last(layer, head))) {
                    return true;
                }
            }
        }
        return false;
    }
}
