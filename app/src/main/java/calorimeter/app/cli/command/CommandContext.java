// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.text.ShellWord;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All that a command sees of the world outside: where runs are kept, where to write, whether a person is
/// there.
///
/// @param homeFolder asked only when needed, since it fails if the environment names no usable place
/// @param in what is piped or typed; not to be closed
/// @param out for results
/// @param err for progress, questions and complaints
/// @param terminal whether `err` is a terminal, on which a line can be drawn again
/// @param interactive whether a question on `err` would be answered on `in`
public record CommandContext(
        Supplier<Path> homeFolder,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        boolean interactive,
        ProgramVersion version) {

    /// How the program was called, for advice that can be copied; the launcher knows.
    public static final String PROGRAM = ShellWord.of(System.getProperty("calorimeter.program", "./calorimeter"));

    /// Where the program is that was called, for those who call it later from another folder.
    public static Path programFile() {
        return Path.of(System.getProperty("calorimeter.program", "./calorimeter"))
                .toAbsolutePath()
                .normalize();
    }

    /// The exit status of a command whose work failed or was stopped.
    public static final int FAILED = 1;

    /// Nothing can be shown on fewer.
    private static final int LEAST_COLUMNS = 20;

    public Path home() {
        return homeFolder.get();
    }

    /// @throws calorimeter.lab.store.StoreException if the home or its database cannot be used
    public RunStore openStore() {
        return RunStore.open(home());
    }

    /// For commands that only read: also a store that may not be written to.
    ///
    /// @throws calorimeter.lab.store.StoreException if the home or its database cannot be used
    public RunStore openStoreToRead() {
        return RunStore.openToRead(home());
    }

    /// The columns of the terminal as the launcher found them, or `usual` where it found none that can be.
    public static int columns(int usual) {
        return plausibleColumns(Integer.getInteger("calorimeter.terminal.width", usual), usual);
    }

    /// Terminals that do not know their size say 0.
    public static int plausibleColumns(int columns, int usual) {
        return columns < LEAST_COLUMNS ? usual : columns;
    }

    /// Seconds for which this process has lived.
    public double secondsSinceStart() {
        Instant now = Instant.now();
        Instant start = ProcessHandle.current().info().startInstant().orElse(now);
        return Duration.between(start, now).toNanos() * 1e-9;
    }

    /// What this process says of its runs.
    ///
    /// @param kernel its description
    public Provenance provenance(String kernel, int threads) {
        return Provenance.ofThisProcess(version.number(), version.commit(), kernel, threads);
    }

    /// Prints the result of a command with `--json`: one value on one line. Numbers that are not finite become null,
    /// since JSON has none.
    public void printJson(JsonNode value) {
        out.println(finite(value));
    }

    private static JsonNode finite(JsonNode value) {
        if (value instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(finite(field.getValue())));
        } else if (value instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, finite(array.get(i)));
            }
        }
        return value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue()) ? NullNode.getInstance() : value;
    }

    /// Asks a question that only a clear yes affirms. Call it only if [#interactive].
    public boolean confirm(String question) {
        err.print(question + " [y/N] ");
        err.flush();
        String answer = readLine();
        return answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
    }

    private @Nullable String readLine() {
        try {
            // Not closed: closing it would close standard input.
            @SuppressWarnings("resource")
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return lines.readLine();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the answer from standard input", e);
        }
    }
}
