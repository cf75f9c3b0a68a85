// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.run.TrainParameters;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.campaign.SyntheticOutlook;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which runs each size has, and in which words.
class VermaGridTest {

    @ParameterizedTest
    @EnumSource
    void theDesignStatesTheGridInTheSameWordsInEveryProcess(Size size) {
        VermaGrid verma = VermaGrid.of(size);
        assertThat(new VermaReproduction(size).design())
                .contains("modulus=" + verma.modulus(), verma.decays().toString(), "seeds=" + verma.seeds())
                .contains("budget=" + verma.budget(), "sustain=" + verma.sustain(), "preset verma")
                .contains("the seeds 0 to " + (verma.seeds() - 1));
        assertThat(List.copyOf(verma.changes().keySet())).isSorted();
    }

    @Test
    void theDefaultAndTheFullSweepOfTheWeightDecayAreTheSources() {
        for (Size size : List.of(Size.STANDARD, Size.FULL)) {
            for (Item item :
                    new VermaReproduction(size).plan(new SyntheticOutlook(0.5)).items()) {
                TrainParameters parameters = item.parameters();
                assertThat(parameters.training().operation().modulus()).isEqualTo(97);
                assertThat(parameters.training().transformer().layers()).isEqualTo(4);
            }
            assertThat(VermaGrid.of(size).unlike()).isEmpty();
        }
        assertThat(VermaGrid.of(Size.QUICK).unlike()).contains("p = 23");
    }
}
