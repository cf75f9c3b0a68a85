package calorimeter.statistics.resampling;

import calorimeter.statistics.estimate.Samples;

/// Straight trends of values on a uniform grid.
public final class Trend {

    private Trend() {}

    /// The values less the straight line of least squares through them.
    public static double[] removed(double... values) {
        Samples.requireFinite("value", values);
        double mean = Samples.mean(values);
        double middle = (values.length - 1) / 2.0;
        double product = 0;
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            product += (i - middle) * (values[i] - mean);
            square += (i - middle) * (i - middle);
        }
        double slope = values.length < 2 ? 0 : product / square;
        double[] removed = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            removed[i] = values[i] - mean - slope * (i - middle);
        }
        return removed;
    }
}
