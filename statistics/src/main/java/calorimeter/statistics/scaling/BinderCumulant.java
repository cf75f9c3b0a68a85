package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.resampling.Bootstrap;
import java.util.random.RandomGenerator;

/// Binder's fourth-order cumulant of an order parameter over seeds, U₄ = 1 − ⟨m⁴⟩ / (3⟨m²⟩²) (K. Binder, Z.
/// Phys. B 43 (1981) 119).
///
/// U₄ is 0 for a Gaussian m of mean zero, 2/3 for m = ±const. Moments are about zero, not about the mean: m
/// must be an order parameter whose symmetric phase has mean zero. From n seeds U₄ is biased: for a Gaussian
/// m its expectation is 2/(n + 2) instead of 0. Its interval is a bootstrap over seeds.
public final class BinderCumulant {

    private BinderCumulant() {}

    /// Declines as the [Bootstrap] does.
    public static Answer<Estimate> of(double[] orderParameter, Bootstrap bootstrap, RandomGenerator random) {
        return bootstrap.of(orderParameter, BinderCumulant::value, random);
    }

    /// U₄ of a sample; NaN when every m is zero.
    public static double value(double... orderParameter) {
        double second = 0;
        double fourth = 0;
        for (double m : orderParameter) {
            second += m * m;
            fourth += m * m * m * m;
        }
        int n = orderParameter.length;
        return 1 - fourth / n / (3 * (second / n) * (second / n));
    }
}
