// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import calorimeter.app.cli.text.HumanText;
import calorimeter.app.cli.text.TextTable;
import calorimeter.lab.constraint.Constrained;
import calorimeter.lab.constraint.Constraint;
import calorimeter.lab.run.TrainFindings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.run.TrainResult;
import calorimeter.lab.store.RunRecord;
import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.Place;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a person reads at the end of a training run.
final class TrainSummary {

    private TrainSummary() {}

    static TextTable of(RunRecord run, TrainResult result, Path report) {
        TrainFindings findings = result.findings();
        int sustain = TrainJson.parameters(run.configurationJson()).stopping().sustain();
        TextTable table = new TextTable("", "");
        table.row("run", run.name());
        table.row(
                "steps",
                String.format(
                        Locale.ROOT,
                        "%d in %s (%.1f/s)",
                        findings.steps(),
                        HumanText.duration(result.wallSeconds()),
                        result.stepsPerSecond()));
        table.row(
                "memorised (train ≥ " + TrainFindings.MEMORISED + ")",
                TrainFindings.told(findings.memorisation(), sustain));
        for (Map.Entry<Double, Onset> level : findings.generalisation().entrySet()) {
            table.row("generalised (test ≥ " + level.getKey() + ")", TrainFindings.told(level.getValue(), sustain));
        }
        Map<String, Double> last = findings.lastValues();
        boolean attends = last.containsKey("attention.C");
        if (attends) {
            table.row("peaks of C", peaks(findings.specificHeatPeaks()));
            table.row("peaks of V", peaks(findings.landscapePeaks()));
        }
        table.row("loss, train | test", pair(last.get("train.loss"), last.get("test.loss")));
        table.row("accuracy, train | test", pair(last.get("train.accuracy"), last.get("test.accuracy")));
        if (attends) {
            table.row("C | V", pair(last.get("attention.C"), last.get("attention.V")));
            table.row(
                    "U | S | F",
                    pair(last.get("attention.U"), last.get("attention.S")) + " | " + number(last.get("attention.F")));
        }
        addConstraints(table, TrainJson.parameters(run.configurationJson()), last);
        findings.charges().ifPresent(charges -> table.row("charges", charges.summary()));
        table.row("parameters sha256", result.parametersSha256());
        table.row("report", report.toAbsolutePath().toString());
        return table;
    }

    private static void addConstraints(TextTable table, TrainParameters parameters, Map<String, Double> last) {
        List<Constraint> constraints = parameters.constraints().constraints();
        for (int i = 0; i < constraints.size(); i++) {
            List<String> columns = Constrained.columns(i);
            double violation = last.getOrDefault(columns.get(1), Double.NaN);
            table.row(
                    constraints.get(i).toString(),
                    number(last.get(columns.get(0))) + (violation > 0 ? ", misses by " + number(violation) : ", met")
                            + ", multiplier " + number(last.get(columns.get(2))));
        }
    }

    private static String peaks(List<Peak> peaks) {
        return peaks.isEmpty()
                ? "none"
                : String.join(
                        ", ",
                        peaks.stream()
                                .map(peak -> String.format(Locale.ROOT, "%.4g at step %s", peak.height(), place(peak)))
                                .toList());
    }

    private static String place(Peak peak) {
        return Place.ofLogTime(peak.time(), peak.timeError()).text();
    }

    private static String pair(@Nullable Double a, @Nullable Double b) {
        return number(a) + " | " + number(b);
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4g", value);
    }
}
