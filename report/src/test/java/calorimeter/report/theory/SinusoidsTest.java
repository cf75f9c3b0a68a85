// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.theory;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.transformer.settings.Positions;
import calorimeter.physics.positions.Sinusoidal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The theory's code is the one that the engine adds to embeddings; engine and physics do not know each other.
class SinusoidsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 128})
    void theoryAndEngineHaveOneCode(int width) {
        for (int position = 0; position < 5; position++) {
            double[] code = new Sinusoidal(1).code(position, width);
            for (int i = 0; i < width; i++) {
                assertThat(code[i]).isEqualTo(Positions.sinusoid(position, i, width));
            }
        }
    }
}
