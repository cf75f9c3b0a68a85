// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.engine.data.image.DataException;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.text.NearestNames;
import calorimeter.scan.source.ModelException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a failure prints, and the exit status it has: one line and 2 if the input or the world outside is to
/// blame, one line, 1 and a stack trace in a file if the program is.
final class FailureReport {

    static final int BAD_INPUT = 2;

    /// 128 + SIGPIPE, as shells say it of other programs.
    static final int PIPE_CLOSED = 141;

    private final CommandContext context;

    FailureReport(CommandContext context) {
        this.context = context;
    }

    /// Returns the exit status.
    int report(Throwable failure) {
        return switch (failure) {
            case UnmatchedArgumentException unmatched -> line(BAD_INPUT, describe(unmatched));
            case ParameterException wrong -> line(BAD_INPUT, describe(wrong));
            case BadInputException wrong -> line(BAD_INPUT, wrong.getMessage());
            case ReproducibilityException bits -> line(CommandContext.FAILED, bits.getMessage());
            case DataException data -> line(BAD_INPUT, data.getMessage());
            case ModelException model -> line(BAD_INPUT, model.getMessage());
            case StoreException outside -> line(BAD_INPUT, outside.getMessage());
            case IllegalArgumentException wrong when isOurs(wrong) -> line(BAD_INPUT, wrong.getMessage());
            case OutOfMemoryError memory ->
                line(
                        CommandContext.FAILED,
                        "the JVM ran out of memory (" + memory.getMessage() + "); allow it more, as in JAVA_OPTS=-Xmx"
                                + moreGibibytes(Runtime.getRuntime().maxMemory())
                                + "g, or give a smaller --batch-size");
            default -> line(CommandContext.FAILED, describeBug(failure));
        };
    }

    /// Twice what there is, and at least 8.
    static long moreGibibytes(long heap) {
        return Math.max(8, 2 * Math.ceilDiv(heap, 1L << 30));
    }

    /// Results that could not be written are not done; `PrintStream` keeps silent about it. So do we when the
    /// reader of a pipe had enough, with the status of a program that the signal ended. Returns the exit
    /// status.
    int reportLostOutput() {
        if (context.out() instanceof ResultStream out && out.isPipeClosed()) {
            return PIPE_CLOSED;
        }
        return context.out().checkError()
                ? line(
                        CommandContext.FAILED,
                        "standard output was closed or its disk is full before the result was written")
                : 0;
    }

    private int line(int status, @Nullable String message) {
        String text = Objects.requireNonNullElse(message, "failed without saying why");
        context.out().flush();
        context.err().println("calorimeter: " + text.strip().replaceAll("\\s*\\R\\s*", " "));
        return status;
    }

    /// Our own code checks what users may choose; the same exception out of a library is a defect of ours.
    private static boolean isOurs(IllegalArgumentException failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return trace.length > 0 && trace[0].getClassName().startsWith("calorimeter.");
    }

    private static String describe(ParameterException failure) {
        String message = String.valueOf(failure.getMessage());
        message = message.replaceFirst("' is not an? (double|float)$", "' is not a number")
                .replaceFirst("' is not an? (int|long)$", "' is not a whole number");
        String lowered = message.isEmpty() ? message : Character.toLowerCase(message.charAt(0)) + message.substring(1);
        String value = Objects.requireNonNullElse(failure.getValue(), "");
        return lowered + NearestNames.advice(value, values(failure.getArgSpec()), help(failure));
    }

    /// Those of an option that has only a few.
    private static List<String> values(@Nullable ArgSpec option) {
        return option == null || !option.type().isEnum()
                ? List.of()
                : Arrays.stream(option.type().getEnumConstants())
                        .map(String::valueOf)
                        .toList();
    }

    private static String describe(UnmatchedArgumentException failure) {
        String first = failure.getUnmatched().getFirst();
        CommandLine command = failure.getCommandLine();
        boolean option = first.startsWith("-");
        String kind = option ? "option" : command.getSubcommands().isEmpty() ? "argument" : "command";
        Collection<String> known = option
                ? command.getCommandSpec().optionsMap().keySet().stream()
                        .filter(name -> name.startsWith("--"))
                        .map(FailureReport::word)
                        .toList()
                : command.getSubcommands().keySet();
        List<String> nearest = NearestNames.to(word(first), known);
        String suggestion = nearest.isEmpty() ? "" : "did you mean " + (option ? "--" : "") + nearest.getFirst() + "? ";
        return "unknown " + kind + " '" + first + "' of `"
                + command.getCommandSpec().qualifiedName() + "`; " + suggestion + help(failure);
    }

    /// The part of an option that can be mistyped: neither the dashes nor a value.
    private static String word(String option) {
        return option.replaceFirst("^-+", "").replaceFirst("=.*", "");
    }

    private static String help(ParameterException failure) {
        return "`" + failure.getCommandLine().getCommandSpec().qualifiedName() + " --help` shows what there is";
    }

    private String describeBug(Throwable failure) {
        String place;
        try {
            place = "the stack trace is in " + writeTrace(failure);
        } catch (IOException | RuntimeException unwritable) {
            failure.printStackTrace(context.err());
            place = "the stack trace is above";
        }
        return "unexpected " + failure + "; this is a bug; " + place;
    }

    /// In the home, where a user finds it, or in the folder for temporary files if the home is what failed.
    private Path writeTrace(Throwable failure) throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter writer = new PrintWriter(text);
        writer.println("calorimeter " + context.version() + ", Java " + Runtime.version());
        failure.printStackTrace(writer);
        Path file;
        try {
            Path folder = Files.createDirectories(context.home().resolve("failures"));
            file = Files.createTempFile(folder, "failure-", ".txt");
        } catch (IOException | RuntimeException noHome) {
            file = Files.createTempFile("calorimeter-failure-", ".txt");
        }
        return Files.writeString(file, text.toString());
    }
}
