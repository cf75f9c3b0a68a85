// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

/// How a model knows the order of its tokens.
public enum Positions {
    /// One trained vector per position, added to the embedding.
    LEARNED,
    /// Adjacent pairs of each head's query and key are rotated by angles proportional to the position (Su et
    /// al., arXiv:2104.09864).
    ROTARY,
    /// Fixed sines and cosines added to the embedding (Vaswani et al., arXiv:1706.03762).
    SINUSOIDAL,
    NONE;

    /// Component of the sinusoidal code: PE(t, 2i) = sin(t · 10000^(−2i/width)), PE(t, 2i + 1) = cos of the same.
    public static double sinusoid(int position, int component, int width) {
        double angle = position * StrictMath.pow(10_000, -(double) (component - component % 2) / width);
        return component % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle);
    }
}
