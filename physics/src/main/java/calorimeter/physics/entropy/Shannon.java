// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

/// s = −p ln p; its attention is softmax.
public record Shannon() implements GeneralisedEntropy {

    @Override
    public String name() {
        return "Shannon";
    }

    @Override
    public double term(double p) {
        return -p * StrictMath.log(p);
    }

    @Override
    public double slope(double p) {
        return -StrictMath.log(p) - 1;
    }

    @Override
    public double curvature(double p) {
        return -1 / p;
    }

    @Override
    public double slopeAtZero() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public double occupation(double x) {
        return Math.min(1, StrictMath.exp(-x - 1));
    }
}
