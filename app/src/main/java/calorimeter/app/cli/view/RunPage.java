// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.view;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.RunFigures;
import calorimeter.report.page.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The page about one run, or about several side by side, which `train` and `report` write.
public final class RunPage {

    /// The longest label: more would fill a legend with words, and the runs' names are shorter then.
    private static final int LONGEST = 40;

    private RunPage() {}

    /// Where the page goes: `output`, or if that is null a file in the folder of the first run.
    public static Path place(RunStore store, List<RunRecord> runs, @Nullable Path output) {
        String name = runs.size() == 1 ? "report.html" : "comparison.html";
        return output != null ? output : store.folder(runs.getFirst()).resolve(name);
    }

    public static void write(RunStore store, List<RunRecord> runs, Path file) {
        try {
            RunReport.write(file, reported(store, runs));
        } catch (IOException e) {
            throw new BadInputException("cannot write the report " + file + " (" + e + "); give another place with"
                    + " `" + CommandContext.PROGRAM + " report "
                    + runs.getFirst().name() + " --output FILE`");
        }
    }

    public static List<PanelFigure> figures(RunStore store, List<RunRecord> runs) {
        return RunFigures.of(reported(store, runs));
    }

    private static List<ReportedRun> reported(RunStore store, List<RunRecord> runs) {
        List<String> labels = runs.size() == 1 ? List.of(runs.getFirst().name()) : labels(runs);
        List<ReportedRun> data = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            data.add(ReportedRun.of(store, runs.get(i), labels.get(i), CommandContext.PROGRAM));
        }
        return data;
    }

    /// A label for each run, in their order; their names where the settings say too little or too much.
    private static List<String> labels(List<RunRecord> runs) {
        List<TrainParameters> parameters = runs.stream()
                .map(run -> TrainJson.parameters(run.configurationJson()))
                .toList();
        List<String> varied = Sweep.varied(parameters);
        List<String> labels =
                parameters.stream().map(run -> Sweep.label(varied, run)).toList();
        boolean usable = new HashSet<>(labels).size() == runs.size()
                && labels.stream().allMatch(label -> !label.isEmpty() && label.length() <= LONGEST);
        return usable ? labels : runs.stream().map(RunRecord::name).toList();
    }
}
