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
import java.util.Arrays;
import java.util.List;
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
}
