// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.report;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.OptionCheck;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.view.FigureOptions;
import calorimeter.app.cli.view.RecordedSweep;
import calorimeter.app.cli.view.RunPage;
import calorimeter.app.cli.view.SweepView;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.report.page.PanelFigure;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `calorimeter report RUN…`: one self-contained page about one run, or about several side by side.
@Command(
        name = "report",
        mixinStandardHelpOptions = true,
        description = "Write a self-contained HTML report about a run, finished or not, or about several.")
public final class ReportCommand extends ResultCommand {

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "Default: in the folder of the sweep or of the (first) run.")
    private @Nullable Path output;

    @Option(names = "--force", description = "Overwrite files that exist, of --output or --figures.")
    private boolean force;

    @Option(
            names = "--sweep",
            paramLabel = "NAME",
            description = "All runs of a sweep instead of named ones; `sweep --list` names all.")
    private @Nullable String sweep;

    @Option(
            names = "--by",
            paramLabel = "KEY",
            description = "With --sweep: the setting that groups are drawn against. Default: that with most values.")
    private @Nullable String by;

    @Mixin
    private final FigureOptions figures = new FigureOptions();

    @Parameters(arity = "0..*", paramLabel = "RUN", description = "Names, or beginnings that no other run has.")
    private List<String> names = List.of();

    public ReportCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        if (names.isEmpty() == (sweep == null)) {
            throw new BadInputException("a report needs either runs or --sweep NAME; `calorimeter runs list` and"
                    + " `calorimeter sweep --list` show what there is");
        }
        if (by != null && sweep == null) {
            throw new BadInputException("--by " + by + " is for the page of a sweep; give --sweep NAME too");
        }
        boolean files = figures.given();
        OptionCheck.requireOne("--output", output != null, "--figures", files);
        try (RunStore store = context.openStoreToRead()) {
            if (files) {
                List<Path> written = figures.write(sweep == null ? figures(store) : figures(store, sweep), force);
                print(
                        () -> Json.object().set("figures", FigureOptions.json(written)),
                        () -> FigureOptions.text(written));
            } else {
                Path file = sweep == null ? runs(store) : sweep(store, sweep);
                String place = file.toAbsolutePath().toString();
                print(() -> Json.object().put("report", place), () -> place + "\n");
            }
        }
        return 0;
    }

    private List<PanelFigure> figures(RunStore store) {
        return RunPage.figures(store, found(store));
    }

    private List<PanelFigure> figures(RunStore store, String name) {
        SweepView page = new SweepView(store, RecordedSweep.find(store, name), by);
        page.omitted().ifPresent(context.err()::println);
        return page.figures();
    }

    private List<RunRecord> found(RunStore store) {
        return names.stream().map(store::find).distinct().toList();
    }

    private Path runs(RunStore store) {
        List<RunRecord> runs = found(store);
        Path file = RunPage.place(store, runs, output);
        OptionCheck.requirePage(file, "--output", force || output == null);
        RunPage.write(store, runs, file);
        return file;
    }

    private Path sweep(RunStore store, String name) {
        SweepView page = new SweepView(store, RecordedSweep.find(store, name), by);
        page.omitted().ifPresent(context.err()::println);
        Path file = page.place(output);
        OptionCheck.requirePage(file, "--output", force || output == null);
        page.write(file);
        return file;
    }
}
