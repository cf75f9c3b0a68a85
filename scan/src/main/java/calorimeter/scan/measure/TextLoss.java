// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Cross entropy of next tokens, in nats a token.
///
/// @param mean over the predicted tokens of all prompts
/// @param interval 95 % over prompts; empty with one prompt
public record TextLoss(double mean, Optional<Interval> interval) {

    private record PromptLoss(int predicted, double mean) {}

    /// @param losses mean of each prompt; empty where the model predicts nothing
    static Optional<TextLoss> of(int[] tokens, List<Double> losses) {
        List<PromptLoss> prompts = new ArrayList<>();
        for (int i = 0; i < losses.size(); i++) {
            prompts.add(new PromptLoss(tokens[i] - 1, losses.get(i)));
        }
        return of(PromptMean.of(prompts, PromptLoss::predicted, PromptLoss::mean))
                .map(loss ->
                        new TextLoss(loss.mean, PromptMean.interval(prompts, PromptLoss::predicted, PromptLoss::mean)));
    }

    /// A loss without interval; empty when it is not a number.
    public static Optional<TextLoss> of(double mean) {
        return Double.isNaN(mean) ? Optional.empty() : Optional.of(new TextLoss(mean, Optional.empty()));
    }
}
