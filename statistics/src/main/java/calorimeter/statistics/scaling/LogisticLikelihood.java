// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import java.util.Arrays;

/// ln of Firth's penalised likelihood of outcomes under P = 1/(1 + e^(−(b₀ + b₁ z))), z standardised x, and its
/// maximum. Outcomes at equal x are counted together, since sweeps repeat few values of x over many seeds.
final class LogisticLikelihood {

    private static final int MOST_STEPS = 200;

    private final double[] z;
    private final int[] events;
    private final int[] trials;

    private LogisticLikelihood(double[] z, int[] events, int[] trials) {
        this.z = z;
        this.events = events;
        this.trials = trials;
    }

    static LogisticLikelihood of(double[] z, boolean[] outcomes) {
        double[] distinct = Arrays.stream(z).sorted().distinct().toArray();
        int[] events = new int[distinct.length];
        int[] trials = new int[distinct.length];
        for (int i = 0; i < z.length; i++) {
            int place = Arrays.binarySearch(distinct, z[i]);
            events[place] += outcomes[i] ? 1 : 0;
            trials[place]++;
        }
        return new LogisticLikelihood(distinct, events, trials);
    }

    double at(double intercept, double slope) {
        double sum = 0;
        double w = 0;
        double wz = 0;
        double wzz = 0;
        for (int i = 0; i < z.length; i++) {
            double logit = intercept + slope * z[i];
            double tail = StrictMath.exp(-Math.abs(logit));
            // ln P = −max(−logit, 0) − ln(1 + e^−|logit|), and for 1 − P with the other sign: nothing
            // overflows.
            double unlikely = logit > 0 ? trials[i] - events[i] : events[i];
            sum -= unlikely * Math.abs(logit) + trials[i] * StrictMath.log1p(tail);
            double weight = trials[i] * tail / ((1 + tail) * (1 + tail));
            w += weight;
            wz += weight * z[i];
            wzz += weight * z[i] * z[i];
        }
        return sum + StrictMath.log(w * wzz - wz * wz) / 2;
    }

    /// Fisher scoring with step halving: {b₀, b₁}.
    double[] maximum() {
        double[] b = {0, 0};
        double value = at(b[0], b[1]);
        for (int step = 0; step < MOST_STEPS; step++) {
            double[] change = scoringStep(b[0], b[1]);
            double length = 1;
            double next = at(b[0] + change[0], b[1] + change[1]);
            while (!(next >= value) && length > 1e-10) {
                length /= 2;
                next = at(b[0] + length * change[0], b[1] + length * change[1]);
            }
            if (!(next >= value)) {
                return b;
            }
            b[0] += length * change[0];
            b[1] += length * change[1];
            value = next;
            if (Math.abs(change[0]) + Math.abs(change[1]) < 1e-13 * (1 + Math.abs(b[0]) + Math.abs(b[1]))) {
                return b;
            }
        }
        return b;
    }

    /// The inverse information times the score; the penalty adds h (½ − P) per trial, h its hat value.
    private double[] scoringStep(double intercept, double slope) {
        double w = 0;
        double wz = 0;
        double wzz = 0;
        for (int i = 0; i < z.length; i++) {
            double p = probability(intercept + slope * z[i]);
            double weight = trials[i] * p * (1 - p);
            w += weight;
            wz += weight * z[i];
            wzz += weight * z[i] * z[i];
        }
        double determinant = w * wzz - wz * wz;
        double score = 0;
        double scoreZ = 0;
        for (int i = 0; i < z.length; i++) {
            double p = probability(intercept + slope * z[i]);
            double hat = trials[i] * p * (1 - p) * (wzz - 2 * wz * z[i] + w * z[i] * z[i]) / determinant;
            double residual = events[i] - trials[i] * p + hat * (0.5 - p);
            score += residual;
            scoreZ += residual * z[i];
        }
        return new double[] {(wzz * score - wz * scoreZ) / determinant, (w * scoreZ - wz * score) / determinant};
    }

    private static double probability(double logit) {
        double tail = StrictMath.exp(-Math.abs(logit));
        return logit >= 0 ? 1 / (1 + tail) : tail / (1 + tail);
    }
}
