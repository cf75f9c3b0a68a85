// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The whole blocks of [SoftmaxMoments] with registers; n is a multiple of [Kernel#STRIPES], above 0.
/// Partial sums lie in an array between blocks: one code for every width, and blocks long enough to hide
/// the way through memory.
final class VectorSoftmaxMoments {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STRIPES = Kernel.STRIPES;

    private VectorSoftmaxMoments() {}

    /// The largest; parts of Σ (s_j − s_0).
    static double highest(double[] s, int n, double[] parts) {
        DoubleVector most = DoubleVector.broadcast(SPECIES, s[0]);
        for (int j = 0; j < n; j += STRIPES) {
            for (int lane = 0; lane < STRIPES; lane += LANES) {
                DoubleVector score = DoubleVector.fromArray(SPECIES, s, j + lane);
                most = most.max(score);
                DoubleVector.fromArray(SPECIES, parts, lane)
                        .add(score.sub(s[0]))
                        .intoArray(parts, lane);
            }
        }
        return most.reduceLanes(VectorOperators.MAX);
    }

    /// Blocks of pass 2, see [SoftmaxMoments#addWeight].
    static void addWeights(double[] s, int n, double highest, double mean, double[] p, double[] parts) {
        DoubleVector rounding = DoubleVector.broadcast(SPECIES, SoftmaxMoments.ROUNDING);
        DoubleVector perLog = DoubleVector.broadcast(SPECIES, SoftmaxMoments.LOG2_E);
        DoubleVector high = DoubleVector.broadcast(SPECIES, -SoftmaxMoments.LN2_HIGH);
        DoubleVector low = DoubleVector.broadcast(SPECIES, -SoftmaxMoments.LN2_LOW);
        DoubleVector top = DoubleVector.broadcast(SPECIES, highest);
        for (int j = 0; j < n; j += STRIPES) {
            for (int lane = 0; lane < STRIPES; lane += LANES) {
                DoubleVector score = DoubleVector.fromArray(SPECIES, s, j + lane);
                DoubleVector x = score.sub(top);
                DoubleVector shifted = x.fma(perLog, rounding);
                DoubleVector k = shifted.sub(rounding);
                DoubleVector r = k.fma(low, k.fma(high, x));
                DoubleVector e = DoubleVector.broadcast(SPECIES, SoftmaxMoments.SERIES[0]);
                for (int i = 1; i < 13; i++) {
                    e = e.fma(r, DoubleVector.broadcast(SPECIES, SoftmaxMoments.SERIES[i]));
                }
                LongVector power = shifted.reinterpretAsLongs()
                        .sub(SoftmaxMoments.ROUNDING_BITS - SoftmaxMoments.BIAS)
                        .lanewise(VectorOperators.LSHL, SoftmaxMoments.MANTISSA);
                e = e.mul(power.reinterpretAsDoubles()).blend(0, x.lt(SoftmaxMoments.LOWEST));
                e.intoArray(p, j + lane);
                VectorMask<Double> ground = x.eq(0);
                DoubleVector deviation = score.sub(mean);
                deviation
                        .fma(deviation, DoubleVector.fromArray(SPECIES, parts, lane))
                        .intoArray(parts, lane);
                int part = lane + STRIPES;
                DoubleVector.fromArray(SPECIES, parts, part).add(1, ground).intoArray(parts, part);
                part += STRIPES;
                DoubleVector.fromArray(SPECIES, parts, part)
                        .add(e.blend(0, ground))
                        .intoArray(parts, part);
                part += STRIPES;
                e.fma(top.sub(score), DoubleVector.fromArray(SPECIES, parts, part))
                        .intoArray(parts, part);
            }
        }
    }

    /// Blocks of pass 3, see [SoftmaxMoments#addMoment].
    static void addMoments(
            double[] s, int n, double highest, double meanGap, double inverse, double[] p, double[] parts) {
        for (int j = 0; j < n; j += STRIPES) {
            for (int lane = 0; lane < STRIPES; lane += LANES) {
                DoubleVector weight =
                        DoubleVector.fromArray(SPECIES, p, j + lane).mul(inverse);
                DoubleVector deviation = DoubleVector.broadcast(SPECIES, highest)
                        .sub(DoubleVector.fromArray(SPECIES, s, j + lane))
                        .sub(meanGap);
                DoubleVector square = weight.mul(deviation).mul(deviation);
                DoubleVector.fromArray(SPECIES, parts, lane).add(square).intoArray(parts, lane);
                int part = lane + STRIPES;
                square.fma(deviation, DoubleVector.fromArray(SPECIES, parts, part))
                        .intoArray(parts, part);
                part += STRIPES;
                weight.fma(weight, DoubleVector.fromArray(SPECIES, parts, part)).intoArray(parts, part);
                weight.intoArray(p, j + lane);
            }
        }
    }
}
