// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.lab.store.RunStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Keeps the stack trace of a defect, since the sweep goes on with other runs and shows one line of it.
final class FailureTrace {

    private static final String FILE = "failure.txt";

    private FailureTrace() {}

    /// Writes the trace into the folder of the run, in place of that of an earlier failure.
    ///
    /// @param run its name; null if it failed before it had one: then into the home's folder for failures
    /// @return one line: the failure and the file
    static String keep(RunStore store, @Nullable String run, String program, Throwable failure) {
        String place;
        try {
            place = "the stack trace is in " + write(store, run, program, failure);
        } catch (IOException | RuntimeException unwritable) {
            place = "its stack trace could not be written (" + unwritable + ")";
        }
        return "unexpected " + failure + "; this is a bug; " + place;
    }

    private static Path write(RunStore store, @Nullable String run, String program, Throwable failure)
            throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println("calorimeter " + program + ", Java " + Runtime.version());
        failure.printStackTrace(writer);
        if (run == null) {
            Path folder = Files.createDirectories(store.home().resolve("failures"));
            return Files.writeString(Files.createTempFile(folder, "failure-", ".txt"), text.toString());
        }
        return Files.writeString(store.folder(store.find(run)).resolve(FILE), text.toString());
    }
}
