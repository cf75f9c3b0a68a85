// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.physics.attention.HeadState;
import calorimeter.statistics.estimate.Interval;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// Means over the rows of one head, those of all prompts weighted alike. C, the selectivity and χ are means
/// over rows of at least two keys; what probabilities alone do not give is NaN.
///
/// @param rows all rows
/// @param visible mean number of keys that a row sees
/// @param specificHeat C
/// @param entropy S
/// @param meanEnergy U
/// @param freeEnergy F
/// @param selectivity KL = (ln n − S)/ln n
/// @param susceptibility χ = C/(ln n)²
/// @param effectiveKeys e^S
/// @param variance V, of all scores pooled
/// @param within part of V within rows
/// @param response dC/dT, how C answers to temperature
/// @param peakDistance ln(β/β*), mean over the last rows of the first [Measurement#FOLLOWED] prompts, as the
///     next two; see [LastRow]
/// @param criticalDistance ln(β/β_c), β_c by gap counting
/// @param excessHeat ln(C/C_r), C_r of random energies
/// @param first mean attention to the first token
/// @param previous to the token before the query, over rows that see it
/// @param own to the token of the query, over rows that see it
/// @param separator to separators behind the first token
/// @param induction to keys behind earlier occurrences of the query's token, all together, over rows that have
///     such a key (Olsson et al., arXiv:2209.11895); NaN where tokens are not known or none comes twice
/// @param intervals of some of them over prompts
public record HeadMeasures(
        int layer,
        int head,
        long rows,
        double visible,
        double specificHeat,
        double entropy,
        double meanEnergy,
        double freeEnergy,
        double selectivity,
        double susceptibility,
        double effectiveKeys,
        double variance,
        double within,
        double response,
        double peakDistance,
        double criticalDistance,
        double excessHeat,
        double first,
        double previous,
        double own,
        double separator,
        double induction,
        Intervals intervals) {

    /// 95 % intervals over prompts; empty with one prompt.
    public record Intervals(
            Optional<Interval> specificHeat,
            Optional<Interval> entropy,
            Optional<Interval> selectivity,
            Optional<Interval> susceptibility) {}

    /// @param prompts those in which the head saw anything
    /// @param energies whether U, F, V and dC/dT are known
    static HeadMeasures of(int layer, int head, List<PromptHead> prompts, boolean energies, double beta) {
        ToDoubleFunction<PromptHead> rows = prompt -> prompt.state().rows();
        ToDoubleFunction<PromptHead> fluctuating = prompt -> prompt.state().fluctuatingRows();
        ToDoubleFunction<PromptHead> scores = prompt -> prompt.landscape().scores();
        double known = energies ? 1 : Double.NaN;
        double centre =
                PromptMean.of(prompts, scores, prompt -> prompt.landscape().mean());
        double within = known
                * PromptMean.of(prompts, scores, prompt -> prompt.landscape().withinRows());
        double between = PromptMean.of(prompts, scores, prompt -> {
            double distance = prompt.landscape().mean() - centre;
            return prompt.landscape().betweenRows() + distance * distance;
        });
        return new HeadMeasures(
                layer,
                head,
                prompts.stream().mapToLong(prompt -> prompt.state().rows()).sum(),
                PromptMean.of(
                        prompts,
                        rows,
                        prompt -> prompt.landscape().scores()
                                / (double) prompt.state().rows()),
                PromptMean.of(prompts, fluctuating, of(HeadState::specificHeat)),
                PromptMean.of(prompts, rows, of(HeadState::entropy)),
                known * PromptMean.of(prompts, rows, of(HeadState::meanEnergy)),
                known * PromptMean.of(prompts, rows, of(HeadState::freeEnergy)),
                PromptMean.of(prompts, fluctuating, of(HeadState::selectivity)),
                PromptMean.of(prompts, fluctuating, of(HeadState::susceptibility)),
                PromptMean.of(prompts, rows, of(HeadState::effectiveKeys)),
                within + between,
                within,
                // dC/dT = β⁴κ₃ − 2βC, linear in both
                known
                        * PromptMean.of(
                                prompts,
                                fluctuating,
                                of(state ->
                                        Math.pow(beta, 4) * state.thirdCumulant() - 2 * beta * state.specificHeat())),
                followed(prompts, LastRow::peakDistance),
                followed(prompts, LastRow::criticalDistance),
                followed(prompts, LastRow::excessHeat),
                PromptMean.of(prompts, rows, PromptHead::first),
                PromptMean.of(prompts, PromptHead::previousRows, PromptHead::previous),
                PromptMean.of(prompts, PromptHead::ownRows, PromptHead::own),
                PromptMean.of(prompts, rows, PromptHead::separator),
                PromptMean.of(prompts, PromptHead::inductionRows, PromptHead::induction),
                new Intervals(
                        PromptMean.interval(prompts, fluctuating, of(HeadState::specificHeat)),
                        PromptMean.interval(prompts, rows, of(HeadState::entropy)),
                        PromptMean.interval(prompts, fluctuating, of(HeadState::selectivity)),
                        PromptMean.interval(prompts, fluctuating, of(HeadState::susceptibility))));
    }

    private static double followed(List<PromptHead> prompts, ToDoubleFunction<LastRow> value) {
        ToDoubleFunction<PromptHead> last = prompt -> value.applyAsDouble(prompt.last());
        return PromptMean.of(prompts, prompt -> Double.isNaN(last.applyAsDouble(prompt)) ? 0 : 1, last);
    }

    private static ToDoubleFunction<PromptHead> of(ToDoubleFunction<HeadState> value) {
        return prompt -> value.applyAsDouble(prompt.state());
    }

    /// A type by the thresholds that [HeadType] states.
    public HeadType type() {
        return HeadType.of(this);
    }
}
