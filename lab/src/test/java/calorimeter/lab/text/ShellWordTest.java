// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShellWordTest {

    @Test
    void aPlainWordStaysAsItIs() {
        assertThat(ShellWord.of("./calorimeter")).isEqualTo("./calorimeter");
        assertThat(ShellWord.of("/home/me/My Code/calorimeter")).isEqualTo("'/home/me/My Code/calorimeter'");
    }

    /// A real shell says what it reads.
    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @ValueSource(strings = {"plain", "two words", "it's", "$HOME `x` \"y\" \\z", "a;b&c|d>e", "*?[x]~#", "", "ζ β"})
    void aShellReadsTheWordItself(String word) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.of(word)).start();
        String read = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(read).isEqualTo(word);
    }
}
