// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ProgramVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Runs commands in this process against a home and keeps what they print.
public final class Terminal {

    private final Path home;

    public Terminal(Path home) {
        this.home = home;
    }

    public record Outcome(int status, String out, String err) {

        public List<String> errorLines() {
            return err.lines().toList();
        }
    }

    /// As from a script: nobody can be asked.
    public Outcome run(String... arguments) {
        return run(null, arguments);
    }

    /// As from a script that pipes a text into the command.
    public Outcome reading(String piped, String... arguments) {
        return run(piped, false, arguments);
    }

    /// As a person who answers the one question there may be.
    public Outcome answering(String answer, String... arguments) {
        return run(answer, arguments);
    }

    private Outcome run(@Nullable String answer, String... arguments) {
        return run(answer == null ? "" : answer + "\n", answer != null, arguments);
    }

    private Outcome run(String typed, boolean interactive, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        CommandContext context = context(typed, interactive, out, err);
        int status = CalorimeterCommand.run(context, arguments);
        context.out().flush();
        context.err().flush();
        return new Outcome(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Reads a command line without carrying it out.
    ///
    /// @throws picocli.CommandLine.ParameterException if an option or argument is not understood
    public void parse(String... arguments) {
        OutputStream nowhere = OutputStream.nullOutputStream();
        CalorimeterCommand.reader(context("", false, nowhere, nowhere)).parseArgs(arguments);
    }

    private CommandContext context(String typed, boolean interactive, OutputStream out, OutputStream err) {
        return new CommandContext(
                () -> home,
                new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, false, StandardCharsets.UTF_8),
                false,
                interactive,
                new ProgramVersion("0.0.0", "0123abc"));
    }
}
