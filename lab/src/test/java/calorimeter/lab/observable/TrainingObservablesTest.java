package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Initialization;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.Normalization;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingObservablesTest {

    private static List<String> names(int layers, int heads, boolean tied, boolean cyclic) {
        TransformerSettings model = new TransformerSettings(
                9,
                7,
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
                LossFunction.SOFTMAX);
        return TrainingObservables.of(model, cyclic).stream()
                .map(Observable::name)
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

    @Test
    void whatAModelOrATaskLacksIsNoColumn() {
        assertThat(names(1, 2, false, true)).contains("weights.norm.unembedding", "embedding.fourier");
        assertThat(names(1, 2, true, true)).doesNotContain("weights.norm.unembedding");
        assertThat(names(1, 2, false, false)).doesNotContain("embedding.fourier");
    }
}
