// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ProgramVersion;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Progress on a terminal, as its bytes arrive there.
class LiveLineTest {

    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private LiveLine line(boolean terminal, int columns) {
        PrintStream out = new PrintStream(err, true, StandardCharsets.UTF_8);
        return new LiveLine(
                new CommandContext(
                        () -> Path.of("absent"),
                        InputStream.nullInputStream(),
                        out,
                        out,
                        terminal,
                        false,
                        new ProgramVersion("0.0.0", null)),
                columns);
    }

    private String drawn() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aShorterLineLeavesNothingOfALongerOne() {
        LiveLine line = line(true, 80);
        line.draw("step 100");
        line.draw("step 9");
        line.print("done");

        assertThat(drawn()).isEqualTo("\rstep 100\rstep 9  \r      \rdone" + System.lineSeparator());
    }

    @Test
    void aLineThatWouldWrapIsCut() {
        line(true, 30).draw("x".repeat(50));

        assertThat(drawn()).isEqualTo("\r" + "x".repeat(29));
    }

    /// As `stty size` says it in an Emacs shell or under a pseudo-terminal that nobody has given a size.
    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1, 19})
    void aTerminalThatDoesNotKnowItsSizeIsTakenForAUsualOne(int columns) {
        line(true, columns).draw("x".repeat(200));

        assertThat(drawn()).isEqualTo("\r" + "x".repeat(119));
    }

    @Test
    void elsewhereEveryLineIsWholeAndStays() {
        LiveLine line = line(false, 30);
        line.draw("x".repeat(50));
        line.clear();
        line.end();

        assertThat(drawn()).isEqualTo("x".repeat(50) + System.lineSeparator());
    }
}
