// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// The whole blocks of [SoftmaxMoments] with registers; n is a multiple of [Kernel#STRIPES], above 0. A sweep
/// keeps the sums of one register's stripes; there are as many sweeps as registers in a block, two at 512 bits.
final class VectorSoftmaxMoments {

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    private static final int STRIPES = Kernel.STRIPES;

    private VectorSoftmaxMoments() {}

    /// The largest; parts of Σ (s_j − s_0).
    static double highest(double[] s, int n, double[] parts) {
        DoubleVector most = DoubleVector.broadcast(SPECIES, s[0]);
        for (int lane = 0; lane < STRIPES; lane += LANES) {
            DoubleVector sum = DoubleVector.zero(SPECIES);
            for (int j = lane; j < n; j += STRIPES) {
                DoubleVector score = DoubleVector.fromArray(SPECIES, s, j);
                most = most.max(score);
                sum = sum.add(score.sub(s[0]));
            }
            sum.intoArray(parts, lane);
        }
        return most.reduceLanes(VectorOperators.MAX);
    }

    /// p_j ← e^(s_j − highest) over one block, see [SoftmaxMoments#exponential].
    static void exponentials(double[] s, double highest, double[] p) {
        for (int j = 0; j < STRIPES; j += LANES) {
            exponential(DoubleVector.fromArray(SPECIES, s, j).sub(highest)).intoArray(p, j);
        }
    }

    private static DoubleVector exponential(DoubleVector x) {
        DoubleVector rounding = DoubleVector.broadcast(SPECIES, SoftmaxMoments.ROUNDING);
        DoubleVector shifted = x.fma(DoubleVector.broadcast(SPECIES, SoftmaxMoments.LOG2_E), rounding);
        DoubleVector k = shifted.sub(rounding);
        DoubleVector r = k.fma(
                DoubleVector.broadcast(SPECIES, -SoftmaxMoments.LN2_LOW),
                k.fma(DoubleVector.broadcast(SPECIES, -SoftmaxMoments.LN2_HIGH), x));
        DoubleVector e = DoubleVector.broadcast(SPECIES, SoftmaxMoments.SERIES[0]);
        for (int i = 1; i < 13; i++) {
            e = e.fma(r, DoubleVector.broadcast(SPECIES, SoftmaxMoments.SERIES[i]));
        }
        LongVector power = shifted.reinterpretAsLongs()
                .sub(SoftmaxMoments.ROUNDING_BITS - SoftmaxMoments.BIAS)
                .lanewise(VectorOperators.LSHL, SoftmaxMoments.MANTISSA);
        return e.mul(power.reinterpretAsDoubles()).blend(0, x.lt(SoftmaxMoments.LOWEST));
    }

    /// Blocks of pass 2, see [SoftmaxMoments#addWeight].
    static void addWeights(double[] s, int n, double highest, double mean, double[] p, double[] parts) {
        DoubleVector top = DoubleVector.broadcast(SPECIES, highest);
        for (int lane = 0; lane < STRIPES; lane += LANES) {
            DoubleVector squares = DoubleVector.zero(SPECIES);
            DoubleVector ground = squares;
            DoubleVector excited = squares;
            DoubleVector gaps = squares;
            for (int j = lane; j < n; j += STRIPES) {
                DoubleVector score = DoubleVector.fromArray(SPECIES, s, j);
                DoubleVector x = score.sub(top);
                DoubleVector e = exponential(x);
                e.intoArray(p, j);
                VectorMask<Double> isTop = x.eq(0);
                DoubleVector deviation = score.sub(mean);
                squares = deviation.fma(deviation, squares);
                ground = ground.add(1, isTop);
                excited = excited.add(e.blend(0, isTop));
                gaps = e.fma(top.sub(score), gaps);
            }
            squares.intoArray(parts, lane);
            ground.intoArray(parts, lane + STRIPES);
            excited.intoArray(parts, lane + 2 * STRIPES);
            gaps.intoArray(parts, lane + 3 * STRIPES);
        }
    }

    /// Blocks of pass 3, see [SoftmaxMoments#addMoment].
    static void addMoments(
            double[] s, int n, double highest, double meanGap, double inverse, double[] p, double[] parts) {
        DoubleVector top = DoubleVector.broadcast(SPECIES, highest);
        for (int lane = 0; lane < STRIPES; lane += LANES) {
            DoubleVector variance = DoubleVector.zero(SPECIES);
            DoubleVector third = variance;
            DoubleVector concentration = variance;
            for (int j = lane; j < n; j += STRIPES) {
                DoubleVector weight = DoubleVector.fromArray(SPECIES, p, j).mul(inverse);
                DoubleVector deviation =
                        top.sub(DoubleVector.fromArray(SPECIES, s, j)).sub(meanGap);
                DoubleVector square = weight.mul(deviation).mul(deviation);
                variance = variance.add(square);
                third = square.fma(deviation, third);
                concentration = weight.fma(weight, concentration);
                weight.intoArray(p, j);
            }
            variance.intoArray(parts, lane);
            third.intoArray(parts, lane + STRIPES);
            concentration.intoArray(parts, lane + 2 * STRIPES);
        }
    }
}
