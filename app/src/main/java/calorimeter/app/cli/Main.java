package calorimeter.app.cli;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ProgramVersion;
import calorimeter.lab.store.CalorimeterHome;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;

/// The process: its streams, its environment, its exit status. What it does is in [CalorimeterCommand].
public final class Main {

    /// Whether standard error, and standard input, are terminals. The launcher knows; Java cannot ask.
    private static final String TERMINAL = "calorimeter.terminal";

    private static final String INPUT_TERMINAL = "calorimeter.terminal.input";

    private Main() {}

    static void main(String[] arguments) {
        // UTF-8 whatever the locale: results must not depend on it, and C would turn every β into a question
        // mark. System.out has the same stream, for whatever a library may print.
        PrintStream out = new ResultStream(new FileOutputStream(FileDescriptor.out));
        PrintStream err = StandardError.open();
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
}
