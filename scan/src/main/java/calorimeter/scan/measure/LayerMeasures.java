// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.physics.attention.EntropySpread;
import calorimeter.physics.attention.HeadSimilarity;
import calorimeter.physics.information.FisherRao;
import java.util.List;

/// What the heads of a layer do together. NaN with a single head.
///
/// @param similarity mean cosine of the attention maps of pairs of heads
/// @param entropySpread standard deviation over heads of S, in nats
/// @param step Fisher–Rao distance of the last query's attention, averaged over heads, from the layer
///     before, mean over prompts; NaN in the first layer and where the two see different keys
public record LayerMeasures(int layer, double similarity, double entropySpread, double step) {

    static LayerMeasures of(int layer, List<HeadMeasures> heads, PromptLayer[] prompts, PromptLayer[] before) {
        HeadSimilarity similarity = new HeadSimilarity(heads.size());
        for (PromptLayer prompt : prompts) {
            similarity.merge(prompt.similarity());
        }
        double[] entropies = heads.stream().mapToDouble(HeadMeasures::entropy).toArray();
        return new LayerMeasures(
                layer,
                similarity.meanCosine().orElse(Double.NaN),
                EntropySpread.of(new double[][] {entropies}).orElse(Double.NaN),
                step(prompts, before));
    }

    private static double step(PromptLayer[] prompts, PromptLayer[] before) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < before.length; i++) {
            double[] from = before[i].last();
            double[] to = prompts[i].last();
            if (from != null && to != null && from.length == to.length) {
                sum += FisherRao.distance(from, to);
                count++;
            }
        }
        return count == 0 ? Double.NaN : sum / count;
    }
}
