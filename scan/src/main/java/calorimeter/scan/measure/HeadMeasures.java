package calorimeter.scan.measure;

import calorimeter.physics.attention.HeadState;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// Means over the rows of one head, those of all prompts weighted alike. C, the selectivity and χ are means over rows
/// of at least two keys.
///
/// @param rows all rows
/// @param specificHeat C
/// @param entropy S
/// @param meanEnergy U
/// @param freeEnergy F
/// @param selectivity KL = (ln n − S)/ln n
/// @param susceptibility χ = C/(ln n)²
/// @param effectiveKeys e^S
/// @param variance V, of all scores pooled
/// @param within part of V within rows
/// @param first mean attention to the first token
/// @param previous to the token before the query, over rows that see it
/// @param own to the token of the query
public record HeadMeasures(
        int layer,
        int head,
        long rows,
        double specificHeat,
        double entropy,
        double meanEnergy,
        double freeEnergy,
        double selectivity,
        double susceptibility,
        double effectiveKeys,
        double variance,
        double within,
        double first,
        double previous,
        double own) {

    /// @param prompts those in which the head saw anything
    /// @param energies whether U, F and V are known; NaN if not
    static HeadMeasures of(int layer, int head, List<PromptHead> prompts, boolean energies) {
        double known = energies ? 1 : Double.NaN;
        ToDoubleFunction<PromptHead> rows = prompt -> prompt.state().rows();
        ToDoubleFunction<PromptHead> fluctuating = prompt -> prompt.state().fluctuatingRows();
        ToDoubleFunction<PromptHead> scores = prompt -> prompt.landscape().scores();
        double centre = mean(prompts, scores, prompt -> prompt.landscape().mean());
        double within = mean(prompts, scores, prompt -> prompt.landscape().withinRows());
        double between = mean(prompts, scores, prompt -> {
            double distance = prompt.landscape().mean() - centre;
            return prompt.landscape().betweenRows() + distance * distance;
        });
        return new HeadMeasures(
                layer,
                head,
                prompts.stream().mapToLong(prompt -> prompt.state().rows()).sum(),
                state(prompts, fluctuating, HeadState::specificHeat),
                state(prompts, rows, HeadState::entropy),
                known * state(prompts, rows, HeadState::meanEnergy),
                known * state(prompts, rows, HeadState::freeEnergy),
                state(prompts, fluctuating, HeadState::selectivity),
                state(prompts, fluctuating, HeadState::susceptibility),
                state(prompts, rows, HeadState::effectiveKeys),
                known * (within + between),
                known * within,
                mean(prompts, rows, PromptHead::first),
                mean(prompts, PromptHead::previousRows, PromptHead::previous),
                mean(prompts, rows, PromptHead::own));
    }

    /// A type by the thresholds that [HeadType] states.
    public HeadType type() {
        return HeadType.of(this);
    }

    private static double state(
            List<PromptHead> prompts, ToDoubleFunction<PromptHead> weight, ToDoubleFunction<HeadState> value) {
        return mean(prompts, weight, prompt -> value.applyAsDouble(prompt.state()));
    }

    /// Prompts of weight 0 have no value; NaN when none has any.
    private static double mean(
            List<PromptHead> prompts, ToDoubleFunction<PromptHead> weight, ToDoubleFunction<PromptHead> value) {
        double sum = 0;
        double total = 0;
        for (PromptHead prompt : prompts) {
            double share = weight.applyAsDouble(prompt);
            if (share > 0) {
                sum += share * value.applyAsDouble(prompt);
                total += share;
            }
        }
        return sum / total;
    }
}
