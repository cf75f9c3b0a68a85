// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

/// The standard normal distribution in single precision, for GELU: Φ(x) = ½(1 + erf(x/√2)) and φ(x) = Φ'(x).
///
/// For u = |x|: Φ(−u) = exp(−u²/2) · s R(s), s = 1/(1 + 0.3u), with R a polynomial of degree 9 (the form of
/// Abramowitz & Stegun 26.2.17 with a minimax fit of our own on 0 ≤ u ≤ 14, relative error 2e-8 before
/// rounding), and Φ(u) = 1 − Φ(−u). The lower tail therefore keeps a relative precision, which 1 + erf loses.
///
/// After rounding, for finite x: |error of Φ(x)| and |error of Φ(x) + xφ(x)| below 2.1e-7, |error of xΦ(x)|
/// below 2.1e-7 |x|. In the lower tail, −13 ≤ x ≤ 0, the relative error of Φ(x) is below (4 + 0.3 x²)·1e-7: the
/// square is rounded before it is exponentiated. Below x ≈ −13.2 Φ is zero, as exp(−x²/2) is.
final class NormalDistribution {

    static final float SLOPE = 0.3f;

    static final float R0 = 0x1.ea3c88p-4f;
    static final float R1 = 0x1.e9c536p-4f;
    static final float R2 = 0x1.c37dbap-4f;
    static final float R3 = 0x1.413b2cp-4f;
    static final float R4 = 0x1.8973f8p-4f;
    static final float R5 = -0x1.4498eep-4f;
    static final float R6 = 0x1.885c08p-3f;
    static final float R7 = -0x1.d31518p-3f;
    static final float R8 = 0x1.cc4a94p-4f;
    static final float R9 = -0x1.51b88p-6f;

    static final float INVERSE_SQRT_TWO_PI = 0x1.988454p-2f;

    private NormalDistribution() {}

    /// Φ(x) given e = exp(−x²/2).
    static float cumulative(float x, float e) {
        float s = 1f / Math.fma(SLOPE, Math.abs(x), 1f);
        float r = Math.fma(R9, s, R8);
        r = Math.fma(r, s, R7);
        r = Math.fma(r, s, R6);
        r = Math.fma(r, s, R5);
        r = Math.fma(r, s, R4);
        r = Math.fma(r, s, R3);
        r = Math.fma(r, s, R2);
        r = Math.fma(r, s, R1);
        r = Math.fma(r, s, R0);
        float tail = r * s * e;
        return x < 0 ? tail : 1f - tail;
    }

    static float gaussian(float x) {
        return Exponential.of(x * x * -0.5f);
    }
}
