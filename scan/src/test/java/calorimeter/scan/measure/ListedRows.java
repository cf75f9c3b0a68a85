// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.scan.source.AttentionShape;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.RowVisitor;
import java.util.Arrays;

/// Scores written down in a test, causal: `scores[prompt][layer][head][query][key]`, each query seeing the
/// keys up to its own.
final class ListedRows implements AttentionSource {

    private final double[][][][][] scores;
    private final double beta;

    ListedRows(double[][][][][] scores, double beta) {
        this.scores = scores;
        this.beta = beta;
    }

    double[][][][][] scores() {
        return scores;
    }

    double beta() {
        return beta;
    }

    @Override
    public AttentionShape shape() {
        int[] tokens =
                Arrays.stream(scores).mapToInt(prompt -> prompt[0][0].length).toArray();
        return new AttentionShape(scores[0].length, scores[0][0].length, tokens, beta, true);
    }

    /// Parts of one query each come in reverse order, as threads may bring them.
    @Override
    public void visit(RowVisitor visitor) {
        for (int layer = 0; layer < scores[0].length; layer++) {
            for (int prompt = 0; prompt < scores.length; prompt++) {
                int queries = scores[prompt][layer][0].length;
                int[] positions = new int[queries];
                Arrays.setAll(positions, i -> i);
                for (int query = queries - 1; query >= 0; query--) {
                    RowVisitor.Part part = visitor.part(layer, prompt, query);
                    for (int head = 0; head < scores[prompt][layer].length; head++) {
                        part.row(head, query, scores[prompt][layer][head][query], positions, 0, query + 1);
                    }
                    part.end();
                }
            }
        }
    }
}
