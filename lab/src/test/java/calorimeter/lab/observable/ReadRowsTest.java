// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.training.FilterSettings;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.TrainingStep;
import calorimeter.engine.training.WeightSettings;
import calorimeter.engine.transformer.Transformer;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.observable.PlainAttention.Row;
import calorimeter.lab.observable.PlainForward.Disturbed;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadRowsTest {

    private static final int HEADS = 2;
    private static final int WIDTH = 12;
    private static final int HEAD_SIZE = WIDTH / HEADS;
    private static final int QUERIES = 3;
    private static final int[] PROBE = {0, 3, 5, 8, 13, 21, 26, 34, 40, 44, 48};
    private static final Disturbed NOTHING = new Disturbed(-1, 0, 0);

    private final Workers workers = new Workers(1);

    @AfterEach
    void endItsThreads() {
        workers.close();
    }

    /// `nanda` modulo 7 and of width 12, unless told otherwise, after sixty large steps.
    private Moment trained(int layers, Mask mask, Readout readout) {
        OperationTask task =
                new OperationTask(Operation.ADD, 7, TokenLayout.OPERANDS_EQUALS, Split.ORDERED, 0.5, false);
        TransformerSettings model = new TransformerSettings(
                task.vocabulary(),
                task.classes(),
                QUERIES,
                layers,
                WIDTH,
                HEADS,
                20,
                Activation.RELU,
                Normalization.NONE,
                Positions.LEARNED,
                1e4,
                mask,
                Biases.NONE,
                readout,
                false,
                Initialization.NANDA,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
        OptimizerSettings optimizer = new OptimizerSettings.AdamW(0.02, 0.9, 0.98, 1e-8, 0.1);
        Trainer trainer = new Trainer(
                new TrainingSettings(
                        task,
                        model,
                        optimizer,
                        0,
                        0,
                        5,
                        GradientFilterSettings.NONE,
                        false,
                        LearningRateDrops.NONE,
                        FilterSettings.FREE,
                        WeightSettings.FREE),
                Kernels.vector(),
                workers);
        TrainingStep step = trainer.gradient();
        for (int i = 0; i < 60; i++) {
            trainer.update();
            step = trainer.gradient();
        }
        return new Moment(trainer, ((TrainingStep.Ready) step).batch(), PROBE);
    }

    private static TransformerSettings settings(Moment moment) {
        return Transformer.of(moment.model()).settings();
    }

    private static double value(Instrument instrument, Moment moment, String name) {
        List<String> names =
                instrument.quantities().stream().map(Quantity::name).toList();
        return instrument.measure(moment)[names.indexOf(name)];
    }

    /// The row of "=" alone, from the scores by the definitions; the row of b, which attention's averages contain too,
    /// is another one.
    @Test
    void nandaReadsTheRowOfTheEqualsSign() {
        Moment moment = trained(1, Mask.CAUSAL, Readout.LAST);
        ReadRows instrument = new ReadRows(settings(moment));
        PlainAttention plain = new PlainAttention(moment.scores(), HEAD_SIZE);

        double heat = 0;
        double entropy = 0;
        double energy = 0;
        double freeEnergy = 0;
        for (int head = 0; head < HEADS; head++) {
            List<Row> equals = plain.rows(0, head).stream()
                    .filter(row -> row.s().length == QUERIES)
                    .toList();
            assertThat(equals).hasSize(PROBE.length);
            double ofHead = PlainAttention.mean(equals, Row::specificHeat);
            assertThat(value(instrument, moment, "attention.C.read.layer0.head" + head))
                    .isCloseTo(ofHead, within(1e-12));
            heat += ofHead / HEADS;
            entropy += PlainAttention.mean(equals, Row::entropy) / HEADS;
            energy += PlainAttention.mean(equals, Row::meanEnergy) / HEADS;
            freeEnergy += PlainAttention.mean(equals, Row::freeEnergy) / HEADS;
        }
        assertThat(value(instrument, moment, "attention.C.read")).isCloseTo(heat, within(1e-12));
        assertThat(value(instrument, moment, "attention.S.read")).isCloseTo(entropy, within(1e-12));
        assertThat(value(instrument, moment, "attention.U.read")).isCloseTo(energy, within(1e-12));
        assertThat(value(instrument, moment, "attention.F.read")).isCloseTo(freeEnergy, within(1e-12));
        assertThat(value(new Attention(settings(moment)), moment, "attention.C"))
                .isNotCloseTo(heat, within(1e-3));
    }

    @ParameterizedTest
    @CsvSource({"1, CAUSAL", "2, CAUSAL", "1, FULL", "2, FULL"})
    void aMeanOverPositionsReadsAllRows(int layers, Mask mask) {
        Moment moment = trained(layers, mask, Readout.MEAN);
        Attention all = new Attention(settings(moment));
        ReadRows read = new ReadRows(settings(moment));

        for (Quantity quantity : read.quantities()) {
            assertThat(value(read, moment, quantity.name()))
                    .as(quantity.name())
                    .isEqualTo(value(all, moment, quantity.name().replace(".read", "")));
        }
    }

    /// A row is read exactly if disturbing its scores moves the answer. A row of one key cannot be moved.
    @ParameterizedTest
    @CsvSource({"1, CAUSAL, LAST", "2, CAUSAL, LAST", "1, FULL, LAST", "2, FULL, LAST", "2, CAUSAL, MEAN"})
    void theLossDependsOnTheRowsThatAreRead(int layers, Mask mask, Readout readout) {
        Moment moment = trained(layers, mask, readout);
        TransformerSettings model = settings(moment);
        PlainForward forward = new PlainForward(model, moment.layout(), moment.parameters());
        int[] tokens = {3, 5, model.vocabulary() - 1};
        double[] answer = forward.logits(tokens, NOTHING);
        float[] engine = Transformer.of(moment.model()).logits(new int[] {3 * 7 + 5});
        for (int i = 0; i < answer.length; i++) {
            assertThat(answer[i]).isCloseTo(engine[i], within(1e-4));
        }

        boolean[][] read = ReadRows.read(model);
        for (int layer = 0; layer < layers; layer++) {
            for (int query = 0; query < QUERIES; query++) {
                double moved = 0;
                for (int head = 0; head < HEADS; head++) {
                    double[] disturbed = forward.logits(tokens, new Disturbed(layer, head, query));
                    moved = Math.max(moved, distance(answer, disturbed));
                }
                boolean moves = read[layer][query] && (mask == Mask.FULL || query > 0);
                assertThat(moved > 0).as("layer %d, query %d", layer, query).isEqualTo(moves);
            }
        }
    }

    private static double distance(double[] a, double[] b) {
        double largest = 0;
        for (int i = 0; i < a.length; i++) {
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }
}
