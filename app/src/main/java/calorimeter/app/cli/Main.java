// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ProgramVersion;
import calorimeter.engine.home.CalorimeterHome;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.nio.charset.StandardCharsets;

/// The process: its streams, its environment, its exit status. What it does is in [CalorimeterCommand].
public final class Main {

    /// Whether standard error, and standard input, are terminals. The launcher knows; Java cannot ask.
    private static final String TERMINAL = "calorimeter.terminal";

    private static final String INPUT_TERMINAL = "calorimeter.terminal.input";

    /// The number of the descriptor of the standard error that the user sees; absent if the program was not started
    /// by the launcher, which filters the one that the JVM writes to.
    private static final String ERROR = "calorimeter.stderr";

    private Main() {}

    static void main(String[] arguments) {
        // UTF-8 whatever the locale: results must not depend on it, and C would turn every β into a question
        // mark. System.out has the same stream, for whatever a library may print.
        PrintStream out = new ResultStream(new FileOutputStream(FileDescriptor.out));
        PrintStream err = new PrintStream(new FileOutputStream(standardError()), true, StandardCharsets.UTF_8);
        System.setOut(out);
        System.setErr(err);
        CommandContext context = new CommandContext(
                CalorimeterHome::resolve,
                System.in,
                out,
                err,
                Boolean.getBoolean(TERMINAL),
                Boolean.getBoolean(TERMINAL) && Boolean.getBoolean(INPUT_TERMINAL),
                ProgramVersion.ofThisProgram());
        System.exit(CalorimeterCommand.run(context, arguments));
    }

    /// The launcher's descriptor, with which this process was born. Java has no public way to one. Opening
    /// `/dev/fd/3` instead would, on Linux, open a regular file anew, at its beginning, and could not open a
    /// socket; the foreign function interface could call `dup2`, but takes longer to start than most commands run.
    private static FileDescriptor standardError() {
        Integer number = Integer.getInteger(ERROR);
        if (number != null) {
            try {
                Constructor<FileDescriptor> constructor = FileDescriptor.class.getDeclaredConstructor(int.class);
                constructor.setAccessible(true);
                return constructor.newInstance(number);
            } catch (ReflectiveOperationException | InaccessibleObjectException e) {
                // The filter shows the same text, only a moment later.
            }
        }
        return FileDescriptor.err;
    }
}
