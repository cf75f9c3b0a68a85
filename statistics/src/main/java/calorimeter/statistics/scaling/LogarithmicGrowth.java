// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import calorimeter.statistics.estimate.Samples;

/// y = a · (1 + θ ln(x / x_r)): linear in ln x, growth slower than any power for θ > 0, falling for θ < 0.
///
/// The reference x_r is a scale within the data, chosen before the fit (a round number, or the geometric mean
/// of x), so that a is the value there and θ the relative slope per unit of ln x. The search keeps y positive
/// over the data.
///
/// @param reference x_r > 0
public record LogarithmicGrowth(double reference) implements ScalingLaw {

    /// The shape must stay positive at the data's ends; this share of the limit is searched.
    private static final double INSIDE = 1 - 1e-6;

    public LogarithmicGrowth {
        Samples.requirePositive("reference", reference);
    }

    @Override
    public String formula() {
        return "y = a (1 + θ ln(x / " + reference + "))";
    }

    @Override
    public double shape(double x, double parameter) {
        return 1 + parameter * StrictMath.log(x / reference);
    }

    @Override
    public double parameter(double coordinate) {
        return coordinate;
    }

    @Override
    public Range search(double smallest, double largest) {
        Range limits = limits(smallest, largest);
        return new Range(INSIDE * limits.lower(), INSIDE * limits.upper());
    }

    /// 1 + θ ln(x / x_r) > 0 at both ends of the data.
    ///
    /// @throws IllegalArgumentException when the reference is not inside the data
    @Override
    public Range limits(double smallest, double largest) {
        if (!(smallest < reference && reference < largest)) {
            throw new IllegalArgumentException("reference is " + reference + " but must lie between the smallest x, "
                    + smallest + ", and the largest, " + largest);
        }
        return new Range(-1 / StrictMath.log(largest / reference), 1 / StrictMath.log(reference / smallest));
    }
}
