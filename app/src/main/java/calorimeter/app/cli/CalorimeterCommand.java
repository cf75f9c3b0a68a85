// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import calorimeter.app.cli.bench.BenchCommand;
import calorimeter.app.cli.bench.EngineCommand;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.constraints.ConstraintsCommand;
import calorimeter.app.cli.data.DataCommand;
import calorimeter.app.cli.doctor.DoctorCommand;
import calorimeter.app.cli.models.ModelsCommand;
import calorimeter.app.cli.report.ExportCommand;
import calorimeter.app.cli.report.ReportCommand;
import calorimeter.app.cli.reproduce.DetectorsCommand;
import calorimeter.app.cli.reproduce.ReproduceCommand;
import calorimeter.app.cli.runs.RunsCommand;
import calorimeter.app.cli.scan.ScanCommand;
import calorimeter.app.cli.sweep.SweepCommand;
import calorimeter.app.cli.symmetries.SymmetriesCommand;
import calorimeter.app.cli.theory.EnsembleCommand;
import calorimeter.app.cli.theory.TheoryCommand;
import calorimeter.app.cli.train.TrainCommand;
import calorimeter.lab.text.PlainNumber;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `calorimeter`: the root of all commands.
@Command(
        name = "calorimeter",
        mixinStandardHelpOptions = true,
        description = "A laboratory for the statistical mechanics of transformers.",
        footer = {
            "",
            "Results go to standard output, everything else to standard error.",
            "Exit status: 0 done, 1 failed, 2 bad input, 130 after Ctrl-C, 143 after SIGTERM, 141 when the reader of a"
                    + " pipe has left.",
            "Runs are kept in the folder CALORIMETER_HOME, data sets are looked for in CALORIMETER_DATA; JAVA_OPTS"
                    + " holds options for the JVM."
        })
public final class CalorimeterCommand implements Runnable {

    private final CommandContext context;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private CommandSpec spec;

    private CalorimeterCommand(CommandContext context) {
        this.context = context;
    }

    /// All commands, ready to read a command line.
    static CommandLine reader(CommandContext context) {
        CommandLine commands = commands(context);
        setVersion(commands, "calorimeter " + context.version(), "Java " + Runtime.version());
        commands.setOut(new PrintWriter(context.out(), true, StandardCharsets.UTF_8));
        commands.setErr(new PrintWriter(context.err(), true, StandardCharsets.UTF_8));
        commands.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
        commands.setUsageHelpAutoWidth(false);
        commands.setUsageHelpWidth(100);
        // `ensemble @F` reads F itself; no command takes its options from a file.
        commands.setExpandAtFiles(false);
        commands.setCaseInsensitiveEnumValuesAllowed(true);
        commands.registerConverter(double.class, CalorimeterCommand::number);
        return commands;
    }

    /// A further command is a further line.
    private static CommandLine commands(CommandContext context) {
        return new CommandLine(new CalorimeterCommand(context))
                .addSubcommand(TrainCommand.withSettings(context))
                .addSubcommand(SweepCommand.withSettings(context))
                .addSubcommand(new ScanCommand(context))
                .addSubcommand(ModelsCommand.withSubcommands(context))
                .addSubcommand(new ReportCommand(context))
                .addSubcommand(RunsCommand.withSubcommands(context))
                .addSubcommand(ConstraintsCommand.withSubcommands(context))
                .addSubcommand(new ExportCommand(context))
                .addSubcommand(new ReproduceCommand(context))
                .addSubcommand(SymmetriesCommand.withSettings(context))
                .addSubcommand(new TheoryCommand(context))
                .addSubcommand(new DetectorsCommand(context))
                .addSubcommand(EnsembleCommand.reading(context))
                .addSubcommand(new BenchCommand(context, Main.class))
                .addSubcommand(new EngineCommand(context))
                .addSubcommand(DataCommand.withSubcommands(context))
                .addSubcommand(new DoctorCommand(context))
                .addSubcommand(new HelpCommand())
                .addSubcommand(new GenerateCompletion());
    }

    /// Runs one command line to its end.
    ///
    /// @return the exit status
    public static int run(CommandContext context, String... arguments) {
        FailureReport failures = new FailureReport(context);
        try {
            CommandLine commands = reader(context);
            commands.setParameterExceptionHandler((failure, all) -> failures.report(failure));
            commands.setExecutionExceptionHandler((failure, command, parsed) -> failures.report(failure));
            int status = commands.execute(arguments);
            return status == 0 ? failures.reportLostOutput() : status;
        } catch (Throwable failure) {
            return failures.report(failure);
        }
    }

    private static Double number(String text) {
        try {
            return PlainNumber.parse(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }

    private static void setVersion(CommandLine command, String... lines) {
        command.getCommandSpec().version(lines);
        command.getSubcommands().values().forEach(subcommand -> setVersion(subcommand, lines));
    }

    /// Shows what there is, since no command was given.
    @Override
    public void run() {
        spec.commandLine().usage(context.out());
    }
}
