// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.training.FilterSettings;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.WeightSettings;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TemperatureSchedule;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static List<String> names(int layers, int heads, boolean tied, boolean cyclic) {
        return names(layers, heads, tied, cyclic, AttentionSettings.SOFTMAX);
    }

    private static List<String> names(
            int layers, int heads, boolean tied, boolean cyclic, AttentionSettings attention) {
        OperationTask task = new OperationTask(
                cyclic ? Operation.ADD : Operation.COMPOSE,
                cyclic ? 7 : 3,
                TokenLayout.OPERANDS_EQUALS,
                Split.ORDERED,
                0.5,
                false);
        TransformerSettings model = new TransformerSettings(
                task.vocabulary(),
                task.classes(),
                3,
                layers,
                12,
                heads,
                8,
                Activation.RELU,
                Normalization.NONE,
                Positions.LEARNED,
                1e4,
                Mask.CAUSAL,
                Biases.NONE,
                Readout.LAST,
                tied,
                Initialization.NANDA,
                LossFunction.SOFTMAX,
                attention,
                PlanChoice.AUTO);
        OptimizerSettings optimizer = new OptimizerSettings.AdamW(0.02, 0.9, 0.98, 1e-8, 0.1);
        Instrument own = Instrument.of(new Quantity("own", "O", "a controller's"), moment -> 0);
        return Catalogue.of(
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
                        List.of(own))
                .stream()
                .flatMap(instrument -> instrument.quantities().stream())
                .map(Quantity::name)
                .toList();
    }

    /// What a progress line shows comes first, in this order.
    @Test
    void theMostWantedComeFirst() {
        assertThat(names(1, 1, false, true))
                .startsWith(
                        "train.loss",
                        "test.loss",
                        "train.accuracy",
                        "test.accuracy",
                        "attention.C",
                        "attention.S",
                        "attention.U",
                        "attention.F",
                        "attention.V");
    }

    @Test
    void everyHeadHasItsOwn() {
        List<String> names = names(2, 3, false, true);

        assertThat(names).doesNotHaveDuplicates();
        for (String symbol : List.of("C", "S", "U", "F", "KL", "chi", "keys")) {
            assertThat(names.stream().filter(name -> name.startsWith("attention." + symbol + ".layer")))
                    .hasSize(6);
        }
        assertThat(names).contains("attention.chi.layer1.head2").doesNotContain("attention.C.layer2.head0");
    }

    /// Of a controlled run all columns stay where they were before there were rows that are read.
    @Test
    void newColumnsComeLast() {
        List<String> names = names(2, 1, false, true);

        assertThat(names.subList(names.indexOf("embedding.fourier"), names.size()))
                .containsExactly(
                        "embedding.fourier",
                        "own",
                        "attention.C.read",
                        "attention.S.read",
                        "attention.U.read",
                        "attention.F.read",
                        "attention.C.read.layer0.head0",
                        "attention.S.read.layer0.head0",
                        "attention.U.read.layer0.head0",
                        "attention.F.read.layer0.head0",
                        "attention.C.read.layer1.head0",
                        "attention.S.read.layer1.head0",
                        "attention.U.read.layer1.head0",
                        "attention.F.read.layer1.head0",
                        "ledger.dissipation",
                        "ledger.dissipation.overlap",
                        "ledger.dissipation.distance",
                        "ledger.length",
                        "ledger.dissipation.layer0.head0",
                        "ledger.length.layer0.head0",
                        "ledger.dissipation.layer1.head0",
                        "ledger.length.layer1.head0",
                        "attention.C.random",
                        "attention.C.random.layer0.head0",
                        "attention.C.random.layer1.head0");
    }

    /// The first law is kept of softmax at one temperature.
    @Test
    void anOperatorHasSoftmaxBesideItAndNoLedger() {
        AttentionSettings tsallis =
                new AttentionSettings(AttentionKind.TSALLIS, 1.5, Sharing.LAYER, TemperatureSchedule.ONE, Sharing.NONE);
        List<String> names = names(1, 1, false, true, tsallis);

        assertThat(names.subList(names.indexOf("attention.F.read.layer0.head0") + 1, names.size()))
                .containsExactly(
                        "attention.C.softmax",
                        "attention.S.softmax",
                        "attention.U.softmax",
                        "attention.F.softmax",
                        "attention.C.softmax.layer0.head0",
                        "attention.S.softmax.layer0.head0",
                        "attention.U.softmax.layer0.head0",
                        "attention.F.softmax.layer0.head0",
                        "attention.order.layer0");
        assertThat(names).doesNotContain("ledger.work");
        assertThat(names(1, 1, false, true)).contains("ledger.work");
    }

    @Test
    void whatAModelOrATaskLacksIsNoColumn() {
        assertThat(names(1, 2, false, true)).contains("weights.norm.unembedding", "embedding.fourier");
        assertThat(names(1, 2, true, true)).doesNotContain("weights.norm.unembedding");
        assertThat(names(1, 2, false, false)).doesNotContain("embedding.fourier");
    }
}
