// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.series;

/// Logarithmic time in decades, t = log₁₀(step + 1).
///
/// The shift by one gives step 0 a place (t = 0) and keeps steps 0 and 1 apart; from step 10 on it moves t by
/// less than 0.05 and from step 1 000 on by less than 0.0005. [StrictMath] makes it the same on every
/// platform.
public final class LogTime {

    private LogTime() {}

    public static double ofStep(double step) {
        return StrictMath.log10(step + 1);
    }

    public static double toStep(double decades) {
        return StrictMath.pow(10, decades) - 1;
    }

    static double[] of(SampledSeries series) {
        double[] times = new double[series.size()];
        for (int i = 0; i < times.length; i++) {
            times[i] = ofStep(series.position(i));
        }
        return times;
    }
}
