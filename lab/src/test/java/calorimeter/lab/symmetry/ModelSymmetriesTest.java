// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.training.Trainer;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSymmetriesTest {

    /// Laws by hand: attention 2h s(2), stream s(4), units, unembedding, positions; see docs/theory.md.
    @ParameterizedTest
    @CsvSource({
        "nanda mask=full readout=mean, 33",
        "nanda biases=all, 38",
        "nanda positions=rotary, 25",
        "verma, 55",
        "nanda model=mlp tokens=operands, 17",
        "nanda model=mlp norm=batch-norm tokens=operands, 27",
        "nanda model=mlp activation=gelu, 14",
        "nanda mask=full readout=mean loss=squared-error, 29",
        "nanda mask=full readout=mean loss=stablemax, 29",
        "nanda biases=all loss=squared-error, 33",
        "nanda model=mlp tokens=operands loss=squared-error, 13",
        "nanda model=mlp tokens=operands loss=stablemax, 13"
    })
    void lawsFoundAreThoseOfTheArchitecture(String model, int laws) {
        TwinCheck check = TwinCheck.of(run(model).training().model(), 3);

        assertThat(check.predicted()).isEqualTo(laws);
        assertThat(check.violation()).isLessThan(1e-12);
        assertThat(check.search().independent()).isEqualTo(laws);
        assertThat(check.search().laws()).as(check.toString()).isEqualTo(laws);
        assertThat(check.holds()).isTrue();
    }

    /// By hand: heads of size 2 have an angular momentum of scores (rotary: of their only plane) and one of values, a
    /// stream of width 4 has six, translations count twice.
    @ParameterizedTest
    @CsvSource({
        "nanda biases=none, 2, 2, 6",
        "nanda positions=rotary biases=none, 2, 2, 6",
        "verma, 2, 2, 0",
        "nanda model=mlp tokens=operands, 0, 0, 6"
    })
    void momentumKeepsRotationsAndTwoLawsOfEachTranslation(String model, int scores, int values, int matrices) {
        List<SymmetryGroup> groups =
                SmallModel.of(run(model).training().model()).groups();
        int translations = 0;
        int heads = 0;
        int others = 0;
        for (SymmetryGroup group : groups) {
            if (group.family() == Family.TRANSLATION) {
                translations += 2 * group.laws();
            } else if (group.name().contains("attention")) {
                heads += group.lawsWithMomentum();
            } else {
                others += group.lawsWithMomentum();
            }
        }
        assertThat(heads).isEqualTo(scores + values);
        assertThat(others).isEqualTo(matrices);
        assertThat(ModelSymmetries.lawsWithMomentum(groups)).isEqualTo(translations + heads + others);
    }

    /// Fixed positions leave the stream a part of its symmetry, which is not listed: the count says so.
    @Test
    void aLawThatIsNotListedIsFound() {
        TwinCheck check = TwinCheck.of(
                run("nanda positions=sinusoidal activation=gelu").training().model(), 3);

        assertThat(check.search().independent()).isEqualTo(check.predicted());
        assertThat(check.search().further()).isPositive();
        assertThat(check.holds()).isFalse();
    }

    /// In single precision, on the engine's own gradient; norms add an ε, which breaks scale a little.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "nanda p=7 width=16 mlp-width=12",
                "nanda p=7 width=16 mlp-width=12 tied=true biases=all",
                "nanda task=lookup length=6 examples=60 width=16 mlp-width=12",
                "verma task=induction length=5 examples=60 width=16 mlp-width=12 heads=4 layers=2",
                "nanda task=sum length=4 p=5 examples=60 width=16 mlp-width=12 model=mlp",
                "pandey p=7 width=16 mlp-width=12 activation=relu",
                "verma p=7 width=16 mlp-width=12 heads=4 layers=2",
                "nanda p=7 width=16 mlp-width=12 model=mlp layers=2",
                "nanda p=7 width=16 mlp-width=12 model=mlp norm=batch-norm",
                "nanda p=7 width=16 mlp-width=12 biases=all loss=squared-error",
                "nanda p=7 width=16 mlp-width=12 model=mlp norm=batch-norm loss=squared-error",
                "nanda p=7 width=16 mlp-width=12 model=mlp layers=2 loss=stablemax"
            })
    void symmetriesHoldOnTheGradientOfTheEngine(String model) {
        try (Workers workers = new Workers(1)) {
            TrainParameters run = run(model);
            Trainer trainer = new Trainer(run.training(), Kernels.active(), workers);
            for (int step = 0; step < 3; step++) {
                trainer.gradient();
                trainer.update();
            }
            trainer.gradient();
            LossCheck check = new LossCheck(trainer);
            for (SymmetryGroup group : ModelSymmetries.of(run.training())) {
                boolean scale = group.name().endsWith("scale") || group.name().endsWith("filters");
                assertThat(check.violation(group)).as(group.name()).isLessThan(scale ? 1e-3 : 1e-5);
            }
        }
    }

    /// Only softmax is blind to what is added to all logits alike: the gradient of the engine says so, and so does the
    /// list.
    @ParameterizedTest
    @CsvSource({
        "softmax, unembedding, ''",
        "stablemax, unembedding, ''",
        "squared-error, unembedding, ''",
        "softmax, readout.weight, ' model=mlp'",
        "stablemax, readout.weight, ' model=mlp'",
        "squared-error, readout.weight, ' model=mlp'"
    })
    void aCommonShiftOfLogitsIsSeenByOtherLosses(String loss, String tensor, String model) {
        try (Workers workers = new Workers(1)) {
            TrainParameters run = run("nanda p=7 width=16 mlp-width=12 loss=" + loss + model);
            Trainer trainer = new Trainer(run.training(), Kernels.active(), workers);
            trainer.gradient();
            SymmetryGroup shift = new SymmetryGroup(
                    "shift",
                    "a shift of all logits",
                    List.of(Symmetries.translation(
                            "shift", new Blocks(ModelTwins.layout(trainer.layout())).of(tensor))));
            boolean listed = ModelSymmetries.of(run.training()).stream()
                    .anyMatch(group -> group.name().matches("(unembedding|readout)\\.rows"));

            assertThat(listed).isEqualTo(loss.equals("softmax"));
            double violation = new LossCheck(trainer).violation(shift);
            if (listed) {
                assertThat(violation).isLessThan(1e-5);
            } else {
                assertThat(violation).isGreaterThan(1e-3);
            }
        }
    }

    /// @param text a preset, then settings as `key=value`
    private static TrainParameters run(String text) {
        List<String> words = List.of(text.split(" ", -1));
        SettingValues values = SettingValues.ofPreset(words.getFirst());
        for (String setting : words.subList(1, words.size())) {
            int equals = setting.indexOf('=');
            values.put(setting.substring(0, equals), setting.substring(equals + 1), "test");
        }
        return TrainParameters.of(words.getFirst(), values);
    }
}
