// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.papers.campaign.Size;
import org.junit.jupiter.api.Test;

class ReproductionsTest {

    @Test
    void everyNameIsThatOfItsReproduction() {
        assertThat(Reproductions.NAMES)
                .hasSize(7)
                .allSatisfy(name ->
                        assertThat(Reproductions.find(name, Size.QUICK).name()).isEqualTo(name));
    }
}
