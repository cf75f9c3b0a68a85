// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.campaign.SyntheticOutlook;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Which runs each size has, and in which words.
class BiGridTest {

    @ParameterizedTest
    @EnumSource
    void theDesignStatesTheGridInTheSameWordsInEveryProcess(Size size) {
        BiGrid bi = BiGrid.of(size);
        assertThat(new BiReproduction(size).design())
                .contains(bi.moduli().toString(), bi.fractions().toString(), "seeds=" + bi.seeds())
                .contains("steps=" + bi.steps(), "preset bi", "the seeds 0 to " + (bi.seeds() - 1));
        assertThat(List.copyOf(bi.changes().keySet())).isSorted();
    }

    @ParameterizedTest
    @EnumSource
    void everyRunOfTheOrderParameterHasTheSameLength(Size size) {
        int steps = BiGrid.of(size).steps();
        for (Item item :
                new BiReproduction(size).plan(new SyntheticOutlook(0.5)).items()) {
            assertThat(item.parameters().stopping().maxSteps()).isEqualTo(steps);
            assertThat(item.parameters().stopping().whenSustained()).isFalse();
        }
    }
}
