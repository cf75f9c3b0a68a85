// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.attention;

import java.util.Arrays;

/// Weights of one row of scores at a time, and the chain rule through them, see [AttentionOperator]. Not for
/// several threads.
public final class OperatorRow {

    /// Newton's method needs about six; the rest is for its safeguard, which halves a bracket.
    private static final int MOST_STEPS = 100;

    /// What Σp may be away from 1 before it is divided out.
    private static final double CLOSE = 1e-13;

    /// s_max − s_j.
    private final double[] depth;

    /// p, or ∂s.
    private final double[] values;

    /// @param keys most of a row
    public OperatorRow(int keys) {
        depth = new double[keys];
        values = new double[keys];
    }

    /// Solves Σp = 1 for x in [s′(1), s′(1/n)], where the largest weight is between 1/n and 1. Weights that
    /// would be subnormal are zero; a row with a score that is not finite has none.
    void forward(AttentionOperator operator, float[] scores, int from, int count, float[] weights) {
        if (!measureDepths(scores, from, count)) {
            Arrays.fill(weights, from, from + count, Float.NaN);
            return;
        }
        double low = operator.slope(0);
        double high = operator.slope(-StrictMath.log(count));
        double x = low;
        double sum = occupy(operator, x, count);
        for (int step = 0; step < MOST_STEPS && Math.abs(sum - 1) > CLOSE; step++) {
            if (sum > 1) {
                low = x;
            } else {
                high = x;
            }
            double newton = x + (sum - 1) / mobility(operator, count);
            double next = newton > low && newton < high ? newton : 0.5 * (low + high);
            if (next == x) {
                break;
            }
            x = next;
            sum = occupy(operator, x, count);
        }
        for (int j = 0; j < count; j++) {
            double weight = values[j] / sum;
            weights[from + j] = weight < Float.MIN_NORMAL ? 0f : (float) weight;
        }
    }

    private boolean measureDepths(float[] scores, int from, int count) {
        float highest = Float.NEGATIVE_INFINITY;
        for (int j = from; j < from + count; j++) {
            if (!Float.isFinite(scores[j])) {
                return false;
            }
            highest = Math.max(highest, scores[j]);
        }
        for (int j = 0; j < count; j++) {
            depth[j] = (double) highest - scores[from + j];
        }
        return true;
    }

    /// Σp.
    private double occupy(AttentionOperator operator, double x, int count) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            values[j] = operator.occupation(x + depth[j]);
            sum += values[j];
        }
        return sum;
    }

    /// Σw = −dΣp/dx.
    private double mobility(AttentionOperator operator, int count) {
        double sum = 0;
        for (int j = 0; j < count; j++) {
            sum += values[j] > 0 ? operator.mobility(values[j]) : 0;
        }
        return sum;
    }

    /// Turns ∂p into ∂s in place, and returns ∂t where it is wanted, 0 elsewhere.
    ///
    /// @param weights of the row, of which those that are zero do not move
    /// @param deforming whether ∂t is wanted
    double backward(
            AttentionOperator operator, float[] weights, float[] gradient, int from, int count, boolean deforming) {
        double total = 0;
        double mean = 0;
        for (int j = 0; j < count; j++) {
            double p = weights[from + j];
            values[j] = p > 0 ? operator.mobility(p) : 0;
            total += values[j];
            mean += values[j] * gradient[from + j];
        }
        mean /= total;
        double deformation = 0;
        for (int j = 0; j < count; j++) {
            double change = values[j] * (gradient[from + j] - mean);
            if (deforming && values[j] > 0) {
                deformation += change * operator.slopeByDeformation(weights[from + j]);
            }
            gradient[from + j] = (float) change;
        }
        return deformation;
    }
}
