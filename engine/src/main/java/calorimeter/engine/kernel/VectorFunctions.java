// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Functions of each element for [VectorKernel], by the polynomials of [Exponential] and [NormalDistribution].
final class VectorFunctions {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();

    /// Elements whose GELU is computed in three passes: few enough to stay in the first-level cache.
    private static final int GELU_CHUNK = 1024;

    private VectorFunctions() {}

    static void exponential(float shift, float[] x, int xOffset, float[] y, int yOffset, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        FloatVector rounding = FloatVector.broadcast(SPECIES, Exponential.ROUNDING);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + i).sub(shift);
            FloatVector shifted = value.fma(FloatVector.broadcast(SPECIES, Exponential.LOG2_E), rounding);
            FloatVector count = shifted.sub(rounding);
            FloatVector r = count.fma(FloatVector.broadcast(SPECIES, -Exponential.LN2_HIGH), value);
            r = count.fma(FloatVector.broadcast(SPECIES, -Exponential.LN2_LOW), r);
            FloatVector p = FloatVector.broadcast(SPECIES, Exponential.P6);
            p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P5));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P4));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P3));
            p = p.fma(r, FloatVector.broadcast(SPECIES, Exponential.P2));
            p = p.fma(r, one).fma(r, one);
            IntVector exponent = shifted.reinterpretAsInts().sub(Exponential.ROUNDING_BITS);
            IntVector half = exponent.lanewise(VectorOperators.ASHR, 1);
            IntVector rest = exponent.sub(half);
            FloatVector result = p.mul(
                            half.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats())
                    .mul(rest.add(127).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
            result = result.blend(0f, value.lt(Exponential.LOWEST));
            result = result.blend(Float.POSITIVE_INFINITY, value.compare(VectorOperators.GT, Exponential.HIGHEST));
            result.blend(value, value.test(VectorOperators.IS_NAN)).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = Exponential.of(x[xOffset + i] - shift);
        }
    }

    static void gelu(float[] x, int xOffset, float[] slope, int slopeOffset, int n) {
        for (int from = 0; from < n; from += GELU_CHUNK) {
            int count = Math.min(GELU_CHUNK, n - from);
            halfSquares(x, xOffset + from, slope, slopeOffset + from, count);
            exponential(0f, slope, slopeOffset + from, slope, slopeOffset + from, count);
            geluOfGaussian(x, xOffset + from, slope, slopeOffset + from, count);
        }
    }

    /// y = −x²/2.
    private static void halfSquares(float[] x, int xOffset, float[] y, int yOffset, int n) {
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + i);
            value.mul(value).mul(-0.5f).intoArray(y, yOffset + i);
        }
        for (; i < n; i++) {
            y[yOffset + i] = x[xOffset + i] * x[xOffset + i] * -0.5f;
        }
    }

    /// x ← xΦ(x) and g ← Φ(x) + xφ(x) where g was exp(−x²/2), see [NormalDistribution#cumulative].
    private static void geluOfGaussian(float[] x, int xOffset, float[] g, int gOffset, int n) {
        FloatVector one = FloatVector.broadcast(SPECIES, 1f);
        int i = 0;
        for (; i + LANES <= n; i += LANES) {
            FloatVector value = FloatVector.fromArray(SPECIES, x, xOffset + i);
            FloatVector gaussian = FloatVector.fromArray(SPECIES, g, gOffset + i);
            FloatVector s = one.div(
                    FloatVector.broadcast(SPECIES, NormalDistribution.SLOPE).fma(value.abs(), one));
            FloatVector r = FloatVector.broadcast(SPECIES, NormalDistribution.R9);
            r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R8));
            r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R7));
            r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R6));
            r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R5));
            r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R4));
            r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R3));
            r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R2));
            r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R1));
            r = r.fma(s, FloatVector.broadcast(SPECIES, NormalDistribution.R0));
            FloatVector tail = r.mul(s).mul(gaussian);
            FloatVector cumulative = one.sub(tail).blend(tail, value.lt(0f));
            value.mul(cumulative).intoArray(x, xOffset + i);
            value.fma(gaussian.mul(NormalDistribution.INVERSE_SQRT_TWO_PI), cumulative)
                    .intoArray(g, gOffset + i);
        }
        for (; i < n; i++) {
            ScalarKernel.geluAt(x, xOffset + i, g, gOffset + i);
        }
    }
}
