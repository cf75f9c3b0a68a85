// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

/// y = a · x / (x + θ): growth that ends at a, half of it reached at x = θ. It becomes a constant for θ → 0 and
/// proportional to x for θ → ∞.
public record Saturation() implements ScalingLaw {

    /// Beyond a factor of a thousand outside the data the law is constant or linear to 0.1 %.
    private static final double BEYOND = 1000;

    @Override
    public String formula() {
        return "y = a x / (x + θ)";
    }

    @Override
    public double shape(double x, double parameter) {
        return x / (x + parameter);
    }

    @Override
    public double parameter(double coordinate) {
        return StrictMath.exp(coordinate);
    }

    @Override
    public Range search(double smallest, double largest) {
        return new Range(StrictMath.log(smallest / BEYOND), StrictMath.log(largest * BEYOND));
    }

    @Override
    public Range limits(double smallest, double largest) {
        return new Range(0, Double.POSITIVE_INFINITY);
    }
}
