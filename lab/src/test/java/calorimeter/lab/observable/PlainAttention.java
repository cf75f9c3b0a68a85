// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.transformer.AttentionScores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Attention measured as the definitions are written, without streaming: what [AttentionProbe] must agree with.
final class PlainAttention {

    private final AttentionScores scores;
    private final double beta;

    PlainAttention(AttentionScores scores, int headSize) {
        this.scores = scores;
        beta = 1 / Math.sqrt(headSize);
    }

    /// One row: scores s of the visible keys.
    static final class Row {

        private final double[] s;
        private final double beta;

        Row(double[] s, double beta) {
            this.s = s;
            this.beta = beta;
        }

        double[] s() {
            return s;
        }

        double[] p() {
            double z = Math.exp(logPartition());
            double[] p = new double[s.length];
            for (int j = 0; j < s.length; j++) {
                p[j] = Math.exp(s[j]) / z;
            }
            return p;
        }

        double logPartition() {
            double z = 0;
            for (double score : s) {
                z += Math.exp(score);
            }
            return Math.log(z);
        }

        double mean(ToDoubleFunction<Double> f) {
            double sum = 0;
            double[] p = p();
            for (int j = 0; j < s.length; j++) {
                sum += p[j] * f.applyAsDouble(s[j]);
            }
            return sum;
        }

        double specificHeat() {
            double centre = mean(score -> score);
            return mean(score -> (score - centre) * (score - centre));
        }

        double entropy() {
            double sum = 0;
            for (double weight : p()) {
                sum -= weight * Math.log(weight);
            }
            return sum;
        }

        double meanEnergy() {
            return mean(score -> -score / beta);
        }

        double freeEnergy() {
            return -logPartition() / beta;
        }
    }

    List<Row> rows(int layer, int head) {
        List<Row> rows = new ArrayList<>();
        for (int example = 0; example < scores.examples(); example++) {
            for (int query = 0; query < scores.queries(); query++) {
                double[] s = new double[scores.visible(query)];
                scores.row(layer, example, head, query, s);
                rows.add(new Row(s, beta));
            }
        }
        return rows;
    }

    List<Row> allRows() {
        List<Row> rows = new ArrayList<>();
        for (int layer = 0; layer < scores.layers(); layer++) {
            for (int head = 0; head < scores.heads(); head++) {
                rows.addAll(rows(layer, head));
            }
        }
        return rows;
    }

    static double mean(List<Row> rows, ToDoubleFunction<Row> measure) {
        return rows.stream().mapToDouble(measure).average().orElseThrow();
    }

    /// Cosine between the attention maps of two heads, each one long vector.
    double cosine(int layer, int head, int other) {
        List<Row> a = rows(layer, head);
        List<Row> b = rows(layer, other);
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int r = 0; r < a.size(); r++) {
            double[] p = a.get(r).p();
            double[] q = b.get(r).p();
            for (int j = 0; j < p.length; j++) {
                ab += p[j] * q[j];
                aa += p[j] * p[j];
                bb += q[j] * q[j];
            }
        }
        return ab / Math.sqrt(aa * bb);
    }
}
