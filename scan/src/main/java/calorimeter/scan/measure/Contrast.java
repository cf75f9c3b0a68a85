// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.physics.attention.HeadState;
import calorimeter.scan.source.ModelException;
import calorimeter.statistics.classical.Multiplicity;
import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.resampling.PermutationResult;
import calorimeter.statistics.resampling.PermutationTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/// How heads differ between two sets of prompts. Every measure depends on the number of keys, so a prompt is
/// compared only with one of as many tokens; those without a partner are left out.
///
/// @param pairs of prompts
/// @param unmatched prompts of both sets without a partner
/// @param heads head by head
public record Contrast(int pairs, int unmatched, List<Difference> heads) {

    /// With fewer the least possible p-value of a two-sided test of signs exceeds 0.05.
    static final int FEWEST_PAIRS = 6;

    private static final int RESAMPLES = 4999;

    /// What is compared.
    public enum Measure {
        SPECIFIC_HEAT("C"),
        SELECTIVITY("KL"),
        SUSCEPTIBILITY("chi");

        private final String symbol;

        Measure(String symbol) {
            this.symbol = symbol;
        }

        private double of(HeadState state) {
            return switch (this) {
                case SPECIFIC_HEAT -> state.specificHeat();
                case SELECTIVITY -> state.selectivity();
                case SUSCEPTIBILITY -> state.susceptibility();
            };
        }

        public String symbol() {
            return symbol;
        }
    }

    /// One measure of one head: mean over pairs of the other set less the first.
    ///
    /// @param pValue of a permutation test over prompts: signs of differences are flipped
    /// @param adjusted by Benjamini and Hochberg over all heads and measures
    public record Difference(int layer, int head, Measure measure, double difference, double pValue, double adjusted) {}

    public Contrast {
        heads = List.copyOf(heads);
    }

    /// The least p-value that so many pairs can have, two-sided: of all flips of signs, or of those that
    /// are drawn.
    public double leastP() {
        return 2 / Math.min(Math.pow(2, pairs), RESAMPLES + 1);
    }

    /// Compares the same model on two sets.
    ///
    /// @throws ModelException when fewer than six prompts have a partner of as many tokens
    public static Contrast of(ScanResult first, ScanResult second, long seed) {
        List<int[]> pairs = pairs(first.shape().tokens(), second.shape().tokens());
        int unmatched = first.shape().prompts() + second.shape().prompts() - 2 * pairs.size();
        if (pairs.size() < FEWEST_PAIRS) {
            throw new ModelException("only " + pairs.size() + " of the "
                    + first.shape().prompts() + " and "
                    + second.shape().prompts() + " prompts have a partner of as many tokens, but a contrast needs "
                    + FEWEST_PAIRS + ": all measures depend on the number of tokens");
        }
        List<Difference> raw = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (HeadMeasures head : first.heads()) {
            for (Measure measure : Measure.values()) {
                double[] differences = differences(first, second, head, measure, pairs);
                raw.add(new Difference(
                        head.layer(), head.head(), measure, mean(differences), pValue(differences, random), 1));
            }
        }
        double[] adjusted = Multiplicity.benjaminiHochberg(
                raw.stream().mapToDouble(Difference::pValue).toArray());
        List<Difference> heads = new ArrayList<>();
        for (int i = 0; i < adjusted.length; i++) {
            Difference one = raw.get(i);
            heads.add(new Difference(
                    one.layer(), one.head(), one.measure(), one.difference(), one.pValue(), adjusted[i]));
        }
        return new Contrast(pairs.size(), unmatched, heads);
    }

    /// Prompts of equal length, in the order of both sets.
    private static List<int[]> pairs(int[] first, int[] second) {
        List<int[]> pairs = new ArrayList<>();
        boolean[] taken = new boolean[second.length];
        for (int i = 0; i < first.length; i++) {
            for (int j = 0; j < second.length; j++) {
                if (!taken[j] && second[j] == first[i]) {
                    taken[j] = true;
                    pairs.add(new int[] {i, j});
                    break;
                }
            }
        }
        return pairs;
    }

    private static double[] differences(
            ScanResult first, ScanResult second, HeadMeasures head, Measure measure, List<int[]> pairs) {
        ToDoubleFunction<PromptHead> value = prompt -> measure.of(prompt.state());
        double[] before = first.ofPrompts(head.layer(), head.head(), value);
        double[] after = second.ofPrompts(head.layer(), head.head(), value);
        return pairs.stream()
                .mapToDouble(pair -> after[pair[1]] - before[pair[0]])
                .filter(Double::isFinite)
                .toArray();
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }

    private static double pValue(double[] differences, SplittableRandom random) {
        Answer<PermutationResult> answer =
                new PermutationTest(RESAMPLES, Alternative.TWO_SIDED).paired(differences, Contrast::mean, random);
        return switch (answer) {
            case Answer.Given<PermutationResult> given -> given.value().pValue();
            case Answer.Declined<PermutationResult> declined -> 1;
        };
    }
}
