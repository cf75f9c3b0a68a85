// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

/// The fixed code of Vaswani et al. (arXiv:1706.03762) added to the content: sin(t·10000^(−2i/width)) in
/// component 2i, the cosine in 2i + 1. Two bare codes of even width have a product that depends on the
/// difference of positions alone (an odd one has a sine without its cosine); content and weights bring terms
/// that depend on each position, so moving all positions together costs energy.
///
/// @param amplitude factor of the code, positive and finite; 1 in the paper
public record Sinusoidal(double amplitude) implements PositionalEncoding {

    private static final double BASE = 10_000;

    public Sinusoidal {
        if (!(amplitude > 0) || Double.isInfinite(amplitude)) {
            throw new IllegalArgumentException("amplitude is " + amplitude + " but must be positive and finite");
        }
    }

    @Override
    public String name() {
        return "sinusoidal";
    }

    @Override
    public double[] code(int position, int width) {
        double[] code = new double[width];
        for (int i = 0; i < width; i++) {
            double angle = position * StrictMath.pow(BASE, -(double) (i - i % 2) / width);
            code[i] = amplitude * (i % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
        }
        return code;
    }
}
