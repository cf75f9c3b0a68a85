// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StepMemoryTest {

    /// Batch norm over a hidden layer of 32: four slots (affine, norm, ReLU, logits) of which ReLU and affine keep a
    /// gradient of their own.
    private static final TrainParameters ALL = TinyRuns.tiny(Presets.NANDA, "model=mlp", "norm=batch-norm");

    @Test
    void aStepThatDoesNotFitNamesTheSetting() {
        long bytes = ALL.training().activationBytes();

        assertThat(bytes)
                .isEqualTo(ALL.training().trainingExamples()
                        * ALL.training().model().bytesPerExample());
        assertThatCode(() -> StepMemory.require(ALL, 2 * bytes)).doesNotThrowAnyException();
        assertThatThrownBy(() -> StepMemory.require(ALL, bytes))
                .isInstanceOf(SettingException.class)
                .hasMessageStartingWith("batch-size is 0, all " + ALL.training().trainingExamples()
                        + " training examples in one step: a step needs about ")
                .hasMessageContaining("--batch-size 128");
    }

    @Test
    void aStepIsMadeToFit() {
        long each = ALL.training().model().bytesPerExample();

        assertThat(each).isPositive();
        assertThat(ALL.training().within(Long.MAX_VALUE)).isSameAs(ALL.training());
        assertThat(ALL.training().within(4 * each).activationBytes()).isLessThanOrEqualTo(4 * each);
    }
}
