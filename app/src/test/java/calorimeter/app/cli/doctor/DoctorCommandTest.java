// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.SampleRuns;
import calorimeter.app.cli.Terminal;
import calorimeter.app.cli.Terminal.Outcome;
import calorimeter.app.cli.text.Json;
import calorimeter.engine.data.image.DataFolders;
import calorimeter.engine.data.image.ImageSource;
import calorimeter.lab.run.Presets;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

    @TempDir
    private Path folder;

    @Test
    void describesWhereItRuns() {
        SampleRuns.completed(folder, "nanda", 3, 0.001);

        JsonNode found = Json.parse(new Terminal(folder).run("doctor", "--json").out());

        assertThat(found.path("java_home").textValue()).isEqualTo(System.getProperty("java.home"));
        assertThat(found.path("kernel").textValue()).matches("vector \\d+");
        assertThat(found.path("cores").intValue()).isPositive();
        assertThat(found.path("store").textValue()).isEqualTo(folder.toString());
        assertThat(found.path("store_usable").booleanValue()).isTrue();
        assertThat(found.path("store_version").intValue()).isPositive();
        assertThat(found.path("runs").intValue()).isEqualTo(1);
    }

    /// In JSON a list for each preset, for a person one line below another, the first behind the preset's name.
    @Test
    void saysHowEachPresetIsComputed() {
        JsonNode found = Json.parse(new Terminal(folder).run("doctor", "--json").out());
        String text = new Terminal(folder).run("doctor").out();
        boolean images = DataFolders.standard().find(ImageSource.FASHION_MNIST).isPresent();
        for (Presets preset : Presets.values()) {
            JsonNode plan = found.path("plan_" + preset.key());
            if (preset == Presets.TANAKA && !images) {
                assertThat(plan.path(0).textValue()).startsWith("Fashion-MNIST was not found");
                continue;
            }
            JsonNode asTraining = Json.parse(new Terminal(folder)
                    .run("train", "--preset", preset.key(), "--explain-plan", "--json")
                    .out());
            assertThat(plan).isNotEmpty().isEqualTo(asTraining.path("plan"));
            assertThat(text)
                    .containsPattern("(?m)^ +" + preset.key() + " +"
                            + Pattern.quote(plan.path(0).textValue()) + "$");
            for (int line = 1; line < plan.size(); line++) {
                assertThat(text)
                        .containsPattern(
                                "(?m)^ +" + Pattern.quote(plan.path(line).textValue()) + "$");
            }
        }
    }

    @Test
    void saysWhatIsWrongAndFails() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Outcome text = new Terminal(file).run("doctor");
        assertThat(text.status()).isEqualTo(1);
        assertThat(text.out()).contains("! cannot ", file.toString());

        JsonNode found = Json.parse(new Terminal(file).run("doctor", "--json").out());
        assertThat(found.path("healthy").booleanValue()).isFalse();
        assertThat(found.path("problems")).hasSizeGreaterThanOrEqualTo(1);
    }

    @Test
    void readsTheProcessorsFeatures() {
        assertThat(MachineCheckup.features("model name\t: X\nflags\t\t: fpu avx2 sse4_2 fma vmx\n"))
                .isEqualTo("avx2 fma sse4_2");
        assertThat(MachineCheckup.features("Features\t: fp asimd crc32\n")).isEqualTo("asimd");
        assertThat(MachineCheckup.features("")).isEqualTo("unknown");
    }

    @Test
    void readsTheChoiceOfHugePages() {
        assertThat(MachineCheckup.hugePages("always [madvise] never\n")).isEqualTo("madvise");
        assertThat(MachineCheckup.hugePages("")).isEqualTo("unknown");
    }
}
