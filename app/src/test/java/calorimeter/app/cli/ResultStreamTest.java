// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ProgramVersion;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Results that nobody takes.
class ResultStreamTest {

    @TempDir
    private Path home;

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException(reason);
            }
        };
    }

    private int runsList(OutputStream out) {
        CommandContext context = new CommandContext(
                () -> home,
                InputStream.nullInputStream(),
                new ResultStream(out),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false,
                false,
                new ProgramVersion("0.0.0", null));
        return CalorimeterCommand.run(context, "runs", "list", "--json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Broken pipe", "The pipe is being closed"})
    void aReaderWhoHadEnoughIsNoFailureToSpeakOf(String reason) {
        assertThat(runsList(failing(reason))).isEqualTo(141);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFullDiskIs() {
        assertThat(runsList(failing("No space left on device"))).isEqualTo(1);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("calorimeter: standard output was closed or its disk is full before the result was written"
                        + System.lineSeparator());
    }

    @Test
    void whatIsTakenIsWrittenWhole() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(runsList(out)).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("[]" + System.lineSeparator());
    }
}
