// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VectorTilesTest {

    @Test
    void theFileIsWhatTheGeneratorWrites() {
        assertThat(TileGenerator.TARGET)
                .as("after a change of TileGenerator, run it as its documentation says")
                .content()
                .isEqualTo(TileGenerator.file());
    }
}
