// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.view;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.report.figure.Figure;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.page.HtmlPage;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.sweep.SweepAxes;
import calorimeter.report.sweep.SweepPage;
import calorimeter.report.sweep.SweptRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The page of a sweep, of those of its runs that have rows.
public final class SweepView {

    private final RunStore store;
    private final RecordedSweep sweep;
    private final List<RunRecord> runs;
    private final SweepAxes axes;
    private final String file;

    /// @param by the setting that groups are drawn against; null for the standard one
    /// @throws BadInputException if no run has rows, or runs do not differ in `by`
    public SweepView(RunStore store, RecordedSweep sweep, @Nullable String by) {
        this.store = store;
        this.sweep = sweep;
        file = by == null ? "sweep.html" : "sweep-by-" + by + ".html";
        runs = sweep.runs(store).stream()
                .filter(run -> run.step() > 0 || store.series(run).size() > 0)
                .toList();
        if (runs.isEmpty()) {
            throw new BadInputException("no run of the sweep " + sweep.name() + " has rows yet; begin them with: "
                    + CommandContext.PROGRAM + " sweep --name " + sweep.name());
        }
        try {
            axes = SweepAxes.of(
                    runs.stream()
                            .map(run -> TrainJson.parameters(run.configurationJson()))
                            .toList(),
                    by);
        } catch (IllegalArgumentException unknown) {
            throw new BadInputException("--by: " + unknown.getMessage());
        }
    }

    /// How many runs have nothing to show yet.
    public Optional<String> omitted() {
        int all = sweep.identities().size();
        return runs.size() == all
                ? Optional.empty()
                : Optional.of((all - runs.size()) + " of the " + all + " runs of the sweep " + sweep.name()
                        + " have no rows yet and are left out");
    }

    /// Where the page goes: `output`, or if that is null a file in the sweep's folder, one for each setting
    /// that groups are drawn against.
    public Path place(@Nullable Path output) {
        if (output != null) {
            return output;
        }
        Path folder = store.sweepFolder(sweep.name());
        try {
            Files.createDirectories(folder);
        } catch (IOException unwritable) {
            // whoever writes the page says so
        }
        return folder.resolve(file);
    }

    public void write(Path file) {
        try {
            HtmlPage.write(file, SweepPage.render(sweep.name(), axes, swept(), last(), CommandContext.PROGRAM));
        } catch (IOException e) {
            throw new BadInputException("cannot write the report " + file + " (" + e + "); give another place with"
                    + " `" + CommandContext.PROGRAM + " report --sweep " + sweep.name() + " --output FILE`");
        }
    }

    public List<PanelFigure> figures() {
        return SweepPage.figures(sweep.name(), axes, swept(), last());
    }

    private long last() {
        return runs.stream().mapToLong(RunRecord::step).max().orElseThrow();
    }

    /// One run after the other, so that a thousand fit into memory.
    private List<SweptRun> swept() {
        List<String> columns = Figure.ofSweeps().stream()
                .flatMap(figure -> figure.panels().stream())
                .flatMap(panel -> panel.series().stream())
                .toList();
        return runs.stream()
                .map(run -> ReportedRun.of(store, run, run.name(), CommandContext.PROGRAM))
                .map(run -> SweptRun.of(run, columns, last()))
                .toList();
    }
}
