// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.model.Evaluation;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TemperatureSchedule;
import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.entropy.Abe;
import calorimeter.physics.entropy.GeneralisedEntropy;
import calorimeter.physics.entropy.GeneralisedState;
import calorimeter.physics.entropy.Kaniadakis;
import calorimeter.physics.entropy.Tsallis;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is recorded of attention that is not softmax: the thermodynamics of its own entropy, softmax's of the
/// same scores beside it, and the order and temperature that are trained.
class OperatorTest {

    private static final double TEMPERATURE = 1.5;

    private static SmallTraining training(AttentionKind kind, double order) {
        return new SmallTraining(
                2,
                2,
                Mask.FULL,
                new AttentionSettings(
                        kind, order, Sharing.HEAD, TemperatureSchedule.constant(TEMPERATURE), Sharing.LAYER));
    }

    private static Moment moment(SmallTraining training) {
        Evaluation nobodyAsks = new Evaluation(0, 0, 1);
        return new Moment(training.trainer(), nobodyAsks, new int[] {0, 3, 5, 8, 13, 21, 26});
    }

    private static GeneralisedEntropy entropy(AttentionKind kind, double order) {
        return switch (kind) {
            case SOFTMAX -> throw new IllegalArgumentException("softmax has no order");
            case TSALLIS -> new Tsallis(order);
            case KANIADAKIS -> new Kaniadakis(order);
            case ABE -> new Abe(order);
        };
    }

    private static double value(Instrument instrument, double[] values, String name) {
        List<String> names =
                instrument.quantities().stream().map(Quantity::name).toList();
        assertThat(names).contains(name);
        return values[names.indexOf(name)];
    }

    /// S and F of every row by their definitions, C = T dS/dT by a difference in T.
    @ParameterizedTest
    @CsvSource({"TSALLIS, 1.4", "KANIADAKIS, 0.6", "ABE, 3"})
    void theThermodynamicsIsTheOperatorsOwn(AttentionKind kind, double order) {
        try (SmallTraining training = training(kind, order)) {
            training.steps(5);
            Moment moment = moment(training);
            AttentionScores scores = moment.scores();
            double unit = Math.sqrt(moment.headSize());
            double[] s = new double[3];
            double[] sums = new double[4];
            int rows = scores.examples() * scores.queries();
            for (int example = 0; example < scores.examples(); example++) {
                for (int query = 0; query < scores.queries(); query++) {
                    scores.row(1, example, 1, query, s);
                    double temperature = scores.temperature(1, 1) * unit;
                    EnergySpectrum levels = EnergySpectrum.of(IntStream.range(0, 3)
                            .mapToDouble(j -> -s[j] * temperature)
                            .toArray());
                    GeneralisedEntropy own = entropy(kind, scores.order(1, 1));
                    GeneralisedState state = GeneralisedState.of(own, levels, temperature);
                    double h = 1e-4 * temperature;
                    double slope =
                            (GeneralisedState.of(own, levels, temperature + h).entropy()
                                            - GeneralisedState.of(own, levels, temperature - h)
                                                    .entropy())
                                    / (2 * h);
                    sums[0] += state.entropy() / rows;
                    sums[1] += state.freeEnergy() / rows;
                    sums[2] += state.meanEnergy() / rows;
                    sums[3] += temperature * slope / rows;
                }
            }
            Attention instrument = new Attention(training.settings());
            double[] values = instrument.measure(moment);
            String head = ".layer1.head1";
            assertThat(value(instrument, values, "attention.S" + head)).isCloseTo(sums[0], within(1e-12));
            assertThat(value(instrument, values, "attention.F" + head)).isCloseTo(sums[1], within(1e-12));
            assertThat(value(instrument, values, "attention.U" + head)).isCloseTo(sums[2], within(1e-12));
            assertThat(value(instrument, values, "attention.C" + head)).isCloseTo(sums[3], within(1e-5));
        }
    }

    /// Those that [Attention] records of a model whose attention is softmax with the same scores: of one
    /// layer with the same parameters.
    @Test
    void softmaxStandsBesideIt() {
        try (SmallTraining tsallis = new SmallTraining(1, 2, Mask.FULL, fixed(AttentionKind.TSALLIS, 1.5));
                SmallTraining softmax = new SmallTraining(1, 2, Mask.FULL)) {
            Moment own = moment(tsallis);
            Moment usual = moment(softmax);
            SoftmaxTwin twin = new SoftmaxTwin(tsallis.settings());
            Attention attention = new Attention(softmax.settings());
            double[] twins = twin.measure(own);
            double[] values = attention.measure(usual);
            for (String symbol : List.of("C", "S", "U", "F")) {
                assertThat(value(twin, twins, "attention." + symbol + ".softmax"))
                        .isEqualTo(value(attention, values, "attention." + symbol));
                assertThat(value(twin, twins, "attention." + symbol + ".softmax.layer0.head1"))
                        .isEqualTo(value(attention, values, "attention." + symbol + ".layer0.head1"))
                        .isNotEqualTo(value(
                                new Attention(tsallis.settings()),
                                new Attention(tsallis.settings()).measure(own),
                                "attention." + symbol + ".layer0.head1"));
            }
        }
    }

    private static AttentionSettings fixed(AttentionKind kind, double order) {
        return new AttentionSettings(kind, order, Sharing.NONE, TemperatureSchedule.ONE, Sharing.NONE);
    }

    @Test
    void whatIsTrainedIsRecorded() {
        try (SmallTraining training = training(AttentionKind.TSALLIS, 1.4)) {
            AttentionConstants constants = new AttentionConstants(training.settings());
            assertThat(constants.quantities())
                    .extracting(Quantity::name)
                    .containsExactly(
                            "attention.order.layer0.head0",
                            "attention.order.layer0.head1",
                            "attention.order.layer1.head0",
                            "attention.order.layer1.head1",
                            "attention.temperature.layer0",
                            "attention.temperature.layer1");
            double[] begin = constants.measure(moment(training));
            assertThat(begin).containsExactly(new double[] {1.4, 1.4, 1.4, 1.4, 1.5, 1.5}, within(1e-6));
            training.steps(3);
            double[] later = constants.measure(moment(training));
            for (int i = 0; i < later.length; i++) {
                assertThat(later[i]).isNotEqualTo(begin[i]);
            }
        }
    }

    @Test
    void aScheduledTemperatureIsRecorded() {
        AttentionSettings attention = new AttentionSettings(
                AttentionKind.SOFTMAX, Double.NaN, Sharing.NONE, new TemperatureSchedule(1, 3, 4), Sharing.NONE);
        try (SmallTraining training = new SmallTraining(1, 2, Mask.FULL, attention)) {
            AttentionConstants constants = new AttentionConstants(training.settings());
            List<Double> seen = new ArrayList<>();
            for (int step = 0; step < 6; step++) {
                seen.add(constants.measure(moment(training))[0]);
                training.steps(1);
            }
            assertThat(seen).containsExactly(1.0, 1.5, 2.0, 2.5, 3.0, 3.0);
        }
    }
}
