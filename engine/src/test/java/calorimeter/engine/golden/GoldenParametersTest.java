// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.golden.GoldenFile.Line;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// The formulas in Java against values the script printed.
class GoldenParametersTest {

    private final GoldenFile file = GoldenFile.read("formula");

    @Test
    void hashIsThatOfTheScript() {
        List<Line> lines = file.preamble("mix");
        assertThat(lines).hasSize(5);
        for (Line line : lines) {
            assertThat(GoldenParameters.mixed(line.integer(0)))
                    .as("index %s", line.field(0))
                    .isEqualTo(Long.parseUnsignedLong(line.field(1), 16));
        }
    }

    @Test
    void valuesAreThoseOfTheScriptToTheBit() {
        List<Line> lines = file.preamble("value");
        assertThat(lines).hasSize(30);
        for (Line line : lines) {
            var kind = GoldenParameters.Kind.valueOf(line.field(3).toUpperCase(Locale.ROOT));
            float[] values = GoldenParameters.fill(line.integer(0), line.integer(1), line.integer(2), kind);
            assertThat(Float.floatToRawIntBits(values[line.integer(4)]))
                    .as(line.toString())
                    .isEqualTo(Integer.parseUnsignedInt(line.field(5), 16));
        }
    }

    @Test
    void signsAreThoseOfTheScript() {
        List<Line> lines = file.preamble("signs");
        assertThat(lines).hasSize(3);
        for (Line line : lines) {
            StringBuilder signs = new StringBuilder();
            for (int i = 0; i < 64; i++) {
                signs.append(GoldenParameters.sign(i, line.integer(0)) > 0 ? '+' : '-');
            }
            assertThat(signs.toString()).isEqualTo(line.field(1));
        }
    }
}
