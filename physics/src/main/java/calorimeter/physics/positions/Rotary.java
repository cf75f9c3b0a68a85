// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

/// Rotary positions (RoPE; Su et al., arXiv:2104.09864): components 2f and 2f + 1 of query and key form a plane
/// that turns by θ_f·position, θ_f = base^(−2f/d). The energy −q·k of two turned vectors depends on the
/// *difference* of their positions: moving all positions together costs nothing.
///
/// @param base      above 1, finite; 10 000 in the paper
/// @param dimension d, even and at least 2
public record Rotary(double base, int dimension) implements PositionalEncoding {

    public Rotary {
        if (!(base > 1) || Double.isInfinite(base)) {
            throw new IllegalArgumentException("base is " + base + " but must be above 1 and finite");
        }
        if (dimension < 2 || dimension % 2 != 0) {
            throw new IllegalArgumentException("dimension is " + dimension + " but must be even and at least 2");
        }
    }

    @Override
    public String name() {
        return "rotary";
    }

    /// θ_f, f = 0 … d/2 − 1, in radians per position.
    public double frequency(int plane) {
        if (plane < 0 || plane >= dimension / 2) {
            throw new IllegalArgumentException("plane is " + plane + " but must lie in [0, " + dimension / 2 + ")");
        }
        return StrictMath.pow(base, -2.0 * plane / dimension);
    }

    /// All θ_f.
    public double[] frequencies() {
        double[] frequencies = new double[dimension / 2];
        for (int f = 0; f < frequencies.length; f++) {
            frequencies[f] = frequency(f);
        }
        return frequencies;
    }

    @Override
    public void turn(double[] projected, int position) {
        if (projected.length != dimension) {
            throw new IllegalArgumentException(
                    "the vector has " + projected.length + " components but this rotation turns " + dimension);
        }
        for (int f = 0; f < dimension / 2; f++) {
            double angle = frequency(f) * position;
            double cosine = StrictMath.cos(angle);
            double sine = StrictMath.sin(angle);
            double x = projected[2 * f];
            double y = projected[2 * f + 1];
            projected[2 * f] = cosine * x - sine * y;
            projected[2 * f + 1] = sine * x + cosine * y;
        }
    }
}
