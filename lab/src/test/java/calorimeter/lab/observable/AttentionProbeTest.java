// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.lab.observable.PlainAttention.Row;
import calorimeter.physics.action.FirstLawLedger;
import calorimeter.physics.attention.HeadState;
import calorimeter.physics.attention.LandscapeState;
import calorimeter.physics.exact.GaussianRandomEnergies;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AttentionProbeTest {

    private static final int LAYERS = 2;
    private static final int HEADS = 3;
    private static final int HEAD_SIZE = SmallTraining.WIDTH / HEADS;
    private static final double BETA = 0.5;

    /// Rounding of sums of a hundred numbers near 1.
    private static final Offset<Double> ROUNDING = within(1e-12);

    private static AttentionScores trained(Mask mask) {
        try (SmallTraining training = new SmallTraining(LAYERS, HEADS, mask)) {
            training.steps(60);
            return training.scores();
        }
    }

    private static double meanOverHeads(AttentionProbe probe, ToDoubleFunction<HeadState> measure) {
        return Arrays.stream(probe.heads())
                .flatMap(Arrays::stream)
                .mapToDouble(measure)
                .average()
                .orElseThrow();
    }

    /// A row with one key cannot fluctuate and is no part of the mean of C; it is part of the means of S, U and
    /// F.
    @ParameterizedTest
    @EnumSource
    void everyHeadIsTheMeanOverItsRows(Mask mask) {
        AttentionScores scores = trained(mask);
        AttentionProbe probe = new AttentionProbe(scores, HEAD_SIZE);
        PlainAttention plain = new PlainAttention(scores, HEAD_SIZE);

        for (int layer = 0; layer < LAYERS; layer++) {
            for (int head = 0; head < HEADS; head++) {
                HeadState state = probe.heads()[layer][head];
                List<Row> rows = plain.rows(layer, head);
                List<Row> fluctuating =
                        rows.stream().filter(row -> row.s().length >= 2).toList();
                assertThat(rows.size() - fluctuating.size()).isEqualTo(mask == Mask.CAUSAL ? 11 : 0);
                assertThat(state.rows()).isEqualTo(rows.size());
                assertThat(state.fluctuatingRows()).isEqualTo(fluctuating.size());
                assertThat(state.specificHeat())
                        .isPositive()
                        .isCloseTo(PlainAttention.mean(fluctuating, Row::specificHeat), ROUNDING);
                assertThat(state.entropy()).isCloseTo(PlainAttention.mean(rows, Row::entropy), ROUNDING);
                assertThat(state.meanEnergy()).isCloseTo(PlainAttention.mean(rows, Row::meanEnergy), ROUNDING);
                assertThat(state.freeEnergy()).isCloseTo(PlainAttention.mean(rows, Row::freeEnergy), ROUNDING);
                assertThat(state.effectiveKeys())
                        .isCloseTo(PlainAttention.mean(rows, row -> Math.exp(row.entropy())), ROUNDING);
                assertThat(state.selectivity())
                        .isCloseTo(
                                PlainAttention.mean(fluctuating, row -> 1 - row.entropy() / Math.log(row.s().length)),
                                ROUNDING);
            }
        }
    }

    /// F = U − TS holds row by row, and so for means.
    @ParameterizedTest
    @EnumSource
    void energyIsFreeEnergyPlusHeatContent(Mask mask) {
        AttentionProbe probe = new AttentionProbe(trained(mask), HEAD_SIZE);

        assertThat(probe.beta(0, 0)).isEqualTo(BETA);
        for (HeadState[] layer : probe.heads()) {
            for (HeadState head : layer) {
                assertThat(head.freeEnergy() + head.entropy() / BETA).isCloseTo(head.meanEnergy(), ROUNDING);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void theLandscapeIsTheVarianceOfAllScores(Mask mask) {
        AttentionScores scores = trained(mask);
        LandscapeState landscape = AttentionProbe.landscape(scores);

        double[] all = new PlainAttention(scores, HEAD_SIZE)
                .allRows().stream()
                        .flatMapToDouble(row -> Arrays.stream(row.s()))
                        .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double variance =
                Arrays.stream(all).map(s -> (s - mean) * (s - mean)).average().orElseThrow();

        assertThat(landscape.scores()).isEqualTo(all.length);
        assertThat(landscape.variance()).isPositive().isCloseTo(variance, ROUNDING);
    }

    @Test
    void headsAreComparedWithinTheirLayer() {
        AttentionScores scores = trained(Mask.CAUSAL);
        AttentionProbe probe = new AttentionProbe(scores, HEAD_SIZE);
        PlainAttention plain = new PlainAttention(scores, HEAD_SIZE);

        double similarity = 0;
        double spread = 0;
        for (int layer = 0; layer < LAYERS; layer++) {
            double[] entropies = new double[HEADS];
            for (int head = 0; head < HEADS; head++) {
                entropies[head] = PlainAttention.mean(plain.rows(layer, head), Row::entropy);
                similarity += plain.cosine(layer, head, (head + 1) % HEADS) / (HEADS * LAYERS);
            }
            double mean = Arrays.stream(entropies).average().orElseThrow();
            double squares =
                    Arrays.stream(entropies).map(s -> (s - mean) * (s - mean)).sum();
            spread += Math.sqrt(squares / HEADS) / LAYERS;
        }
        assertThat(probe.similarity()).isLessThan(1).isCloseTo(similarity, ROUNDING);
        assertThat(Attention.entropySpread(probe.heads())).isPositive().isCloseTo(spread, ROUNDING);
    }

    @Test
    void aSingleHeadHasNobodyToBeComparedWith() {
        try (SmallTraining training = new SmallTraining(1, 1, Mask.FULL)) {
            AttentionProbe probe = new AttentionProbe(training.scores(), SmallTraining.WIDTH);

            assertThat(probe.similarity()).isNaN();
            assertThat(Attention.entropySpread(probe.heads())).isNaN();
        }
    }

    /// W + Q is the change of the mean energy, whatever the path between: the ledger of four logged moments.
    @ParameterizedTest
    @EnumSource
    void theLedgerClosesOnTheChangeOfMeanEnergy(Mask mask) {
        try (SmallTraining training = new SmallTraining(LAYERS, HEADS, mask)) {
            Ledger book = new Ledger();
            AttentionProbe first = new AttentionProbe(training.scores(), HEAD_SIZE);
            assertThat(book.enter(first)).isEqualTo(FirstLawLedger.EMPTY);
            AttentionProbe last = first;
            FirstLawLedger ledger = FirstLawLedger.EMPTY;
            for (int moment = 0; moment < 3; moment++) {
                training.steps(20);
                last = new AttentionProbe(training.scores(), HEAD_SIZE);
                ledger = book.enter(last);
            }

            double change = meanOverHeads(last, HeadState::meanEnergy) - meanOverHeads(first, HeadState::meanEnergy);
            double entropyChange = meanOverHeads(last, HeadState::entropy) - meanOverHeads(first, HeadState::entropy);
            assertThat(ledger.steps()).isEqualTo(3);
            assertThat(Math.abs(ledger.energyChange())).isGreaterThan(0.01);
            assertThat(ledger.energyChange()).isCloseTo(change, ROUNDING);
            assertThat(ledger.entropyChange()).isCloseTo(entropyChange, ROUNDING);
            assertThat(ledger.work() + ledger.heat()).isCloseTo(change, within(1e-9));
            assertThat(Math.abs(ledger.closureError())).isLessThan(1e-9);
        }
    }

    @Test
    void aSavedLedgerGoesOnWithTheSameBits() {
        try (SmallTraining training = new SmallTraining(LAYERS, HEADS, Mask.CAUSAL)) {
            Ledger whole = new Ledger();
            whole.enter(new AttentionProbe(training.scores(), HEAD_SIZE));
            training.steps(10);
            whole.enter(new AttentionProbe(training.scores(), HEAD_SIZE));
            Ledger continued = new Ledger();
            continued.restore(whole.state());
            training.steps(10);
            AttentionProbe last = new AttentionProbe(training.scores(), HEAD_SIZE);

            assertThat(continued.enter(last)).isEqualTo(whole.enter(last));
        }
    }

    /// Row by row from the definitions, and with the same bits when it is saved on the way.
    @Test
    void dissipationAndLengthAreSumsOverLoggedSteps() {
        try (SmallTraining training = new SmallTraining(LAYERS, HEADS, Mask.CAUSAL)) {
            AttentionProbe first = new AttentionProbe(training.scores(), HEAD_SIZE);
            training.steps(30);
            AttentionProbe second = new AttentionProbe(training.scores(), HEAD_SIZE);
            training.steps(30);
            AttentionProbe third = new AttentionProbe(training.scores(), HEAD_SIZE);
            StepDissipation whole = new StepDissipation(LAYERS * HEADS, HEADS);
            assertThat(whole.enter(first)).containsOnly(0);
            whole.enter(second);
            SortedMap<String, double[]> saved = new TreeMap<>(whole.state());
            saved.put(Ledger.PROBABILITIES, second.probabilities());
            saved.replaceAll((name, values) -> values.clone());
            double[] values = whole.enter(third);

            StepDissipation resumed = new StepDissipation(LAYERS * HEADS, HEADS);
            resumed.restore(saved);
            assertThat(resumed.enter(third)).containsExactly(values);
            double[] again = resumed.enter(third);
            assertThat(again).as("rows that have not moved").containsExactly(values);

            double divergence = 0;
            double overlap = 0;
            double[] lengths = new double[LAYERS * HEADS];
            int rows = first.offsets().length - 1;
            for (AttentionProbe[] step : new AttentionProbe[][] {{first, second}, {second, third}}) {
                for (int row = 0; row < rows; row++) {
                    double cosine = 0;
                    for (int key = first.offsets()[row]; key < first.offsets()[row + 1]; key++) {
                        double p = step[0].probabilities()[key];
                        double settled = step[1].probabilities()[key];
                        divergence += p * Math.log(p / settled) / rows;
                        cosine += Math.sqrt(p * settled);
                    }
                    overlap -= 2 * Math.log(Math.min(1, cosine)) / rows;
                    int layer = row / (rows / LAYERS);
                    lengths[layer * HEADS + row % HEADS] += 2 * Math.acos(Math.min(1, cosine)) * LAYERS * HEADS / rows;
                }
            }
            assertThat(values[0]).isGreaterThan(1e-4).isCloseTo(divergence, within(1e-9));
            assertThat(values[1]).isCloseTo(overlap, within(1e-9)).isLessThan(values[0]);
            assertThat(values[2]).isPositive().isLessThan(values[1]);
            assertThat(values[3]).isCloseTo(Arrays.stream(lengths).average().orElseThrow(), within(1e-6));
            for (int head = 0; head < lengths.length; head++) {
                assertThat(values[5 + 2 * head]).isCloseTo(lengths[head], within(1e-6));
            }
        }
    }

    /// Rows as trained, row by row: the variance of a query's rows over examples, with n − 1.
    @Test
    void randomEnergiesHaveTheVarianceOfTheRows() {
        AttentionScores scores = trained(Mask.CAUSAL);
        boolean[][] queries = new boolean[LAYERS][scores.queries()];
        int last = scores.queries() - 1;
        queries[0][last] = true;
        queries[0][0] = true;
        double[][] heats = new AttentionProbe(scores, HEAD_SIZE).randomHeats(queries);

        double[] row = new double[scores.queries()];
        double variance = 0;
        for (int example = 0; example < scores.examples(); example++) {
            int keys = scores.row(0, example, 1, last, row);
            double mean = Arrays.stream(row, 0, keys).average().orElseThrow();
            double squares = Arrays.stream(row, 0, keys)
                    .map(s -> (s - mean) * (s - mean))
                    .sum();
            variance += squares / (keys - 1) / scores.examples();
        }
        double exact = new GaussianRandomEnergies(scores.visible(last), Math.sqrt(variance)).meanSpecificHeat(1);
        assertThat(heats[0][1]).isPositive().isCloseTo(exact, within(1e-4 * exact));
        assertThat(heats[1]).as("no row of two keys").containsOnly(Double.NaN);
    }
}
