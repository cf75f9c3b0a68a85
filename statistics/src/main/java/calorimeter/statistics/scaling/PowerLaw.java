// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

/// y = a · x^θ: growth without bound, as of a susceptibility at a critical point against the system's size.
public record PowerLaw() implements ScalingLaw {

    /// Exponents met in finite-size scaling are of order one.
    private static final double STEEPEST = 30;

    @Override
    public String formula() {
        return "y = a x^θ";
    }

    @Override
    public double shape(double x, double parameter) {
        return StrictMath.pow(x, parameter);
    }

    @Override
    public double parameter(double coordinate) {
        return coordinate;
    }

    @Override
    public Range search(double smallest, double largest) {
        return new Range(-STEEPEST, STEEPEST);
    }

    @Override
    public Range limits(double smallest, double largest) {
        return new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
}
