// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Every planted error of plant_errors.py is refuted by a statement; needs `python3`.
@Tag("slow")
class PlantedErrorsTest {

    @Test
    void noErrorGoesUnnoticed() throws Exception {
        Path annotations = Path.of(NullMarked.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Process script = new ProcessBuilder(
                        "python3",
                        "src/test/python/plant_errors.py",
                        System.getProperty("java.home"),
                        annotations.toString())
                .redirectErrorStream(true)
                .start();
        String lines = text(script);
        assertThat(script.waitFor()).as(lines).isZero();
    }

    private static String text(Process script) throws IOException {
        return new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
