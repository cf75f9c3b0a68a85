// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

/// exp in single precision as a fixed sequence of operations, so that every platform and vector width gives the
/// same bits: x = n ln 2 + r with |r| ≤ ln 2 / 2, then exp(x) = 2ⁿ P(r).
///
/// Relative error below 1.2e-7 where the result is a normal number. Results below 2⁻¹²⁶ are zero (no
/// subnormals), above the largest float infinite; NaN gives NaN.
///
/// The polynomial is a minimax fit of degree 6 with the first two coefficients held at 1, relative error 3.1e-9
/// before rounding.
final class Exponential {

    static final float LOG2_E = 0x1.715476p0f;

    /// ln 2 split in two (Cody & Waite): n·HIGH is exact for |n| < 2¹¹.
    static final float LN2_HIGH = 0x1.62ep-1f;

    static final float LN2_LOW = 0x1.0bfbe8p-15f;

    /// 1.5·2²³: adding it rounds to an integer and leaves that integer in the low bits.
    static final float ROUNDING = 0x1.8p23f;

    static final int ROUNDING_BITS = 0x4b400000;

    /// Below this the result is under 2⁻¹²⁶.
    static final float LOWEST = -0x1.5d589ep6f;

    /// Above this the result overflows.
    static final float HIGHEST = 0x1.62e42ep6f;

    static final float P2 = 0x1.fffffcp-2f;
    static final float P3 = 0x1.555492p-3f;
    static final float P4 = 0x1.5558f2p-5f;
    static final float P5 = 0x1.1239e4p-7f;
    static final float P6 = 0x1.6a2406p-10f;

    private Exponential() {}

    static float of(float x) {
        float shifted = Math.fma(x, LOG2_E, ROUNDING);
        float n = shifted - ROUNDING;
        float r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        float p = Math.fma(Math.fma(Math.fma(Math.fma(P6, r, P5), r, P4), r, P3), r, P2);
        p = Math.fma(Math.fma(p, r, 1f), r, 1f);
        // Half of the exponent is applied at a time: 2¹²⁸ itself is not a float, but 2⁶⁴ is.
        int exponent = Float.floatToRawIntBits(shifted) - ROUNDING_BITS;
        int half = exponent >> 1;
        float value = p * power(half) * power(exponent - half);
        value = x < LOWEST ? 0f : value;
        value = x > HIGHEST ? Float.POSITIVE_INFINITY : value;
        return Float.isNaN(x) ? x : value;
    }

    private static float power(int exponent) {
        return Float.intBitsToFloat((exponent + 127) << 23);
    }
}
