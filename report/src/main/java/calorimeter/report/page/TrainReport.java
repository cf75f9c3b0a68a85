package calorimeter.report.page;

import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.observable.HeadAverage;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainFindings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.run.TrainRecord;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.PeakDetector;
import calorimeter.statistics.peaks.Place;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// From a stored training run, finished or not, to what its report shows.
public final class TrainReport {

    private static final String READ = ".read";

    private static final Pattern HEAD = Pattern.compile("\\.layer\\d+\\.head\\d+$");

    private static final List<String> LAST_READ =
            List.of("attention.C.read", "attention.S.read", "attention.U.read", "attention.F.read");

    private TrainReport() {}

    /// @param program as it is called, for the command that repeats the run
    /// @throws IllegalArgumentException when the run has no rows yet
    public static RunReportData of(RunStore store, RunRecord run, String program) {
        return of(store, run, run.name(), program);
    }

    /// @param label what tells the run from those beside it
    /// @param program as it is called, for the command that repeats the run
    /// @throws IllegalArgumentException when the run has no rows yet
    public static RunReportData of(RunStore store, RunRecord run, String label, String program) {
        TrainParameters parameters = TrainJson.parameters(run.configurationJson());
        RunSeries series = store.series(run);
        if (series.size() == 0) {
            throw new IllegalArgumentException("run " + run.name() + " has no rows yet, so there is nothing to report");
        }
        TrainFindings findings = TrainFindings.of(parameters, TrainRecord.of(series));
        RunReportBuilder report = RunReportData.of(run.name(), run.preset(), run.seed(), series.steps())
                .label(label)
                .status(run.status().name().toLowerCase(Locale.ROOT))
                .command(parameters.command(program))
                .peakMethod(peakMethod());
        parameters.values().forEach(report::setting);
        provenance(report, store.sessions(run));
        Map<String, Quantity> quantities = quantities(parameters, series.columns());
        series(report, series, quantities);
        heads(report, series, parameters);
        events(report, findings, parameters.stopping().sustain());
        report.peaks("C", peaks(findings.specificHeatPeaks()));
        report.peaks("V", peaks(findings.landscapePeaks()));
        for (String column : LAST_READ) {
            if (series.hasColumn(column)) {
                report.finalValue(quantity(quantities, column), series.column(column)[series.size() - 1]);
            }
        }
        findings.lastValues().forEach((column, value) -> report.finalValue(quantity(quantities, column), value));
        return report.build();
    }

    private static String peakMethod() {
        PeakDetector detector = PeakDetector.standard();
        return String.format(
                Locale.ROOT,
                "A peak stands out of the series smoothed with a Gaussian of %s decades in log(step + 1): its prominence "
                        + "is at least %.0f %% of the range and %.0f of its standard errors. Its place and height are "
                        + "those of a cubic fitted to its top, between logged steps in general; ± is the standard error of the place "
                        + "under the noise of the series, at least 0.1 as shown, half the width of a plateau.",
                detector.scales().stream()
                        .map(scale -> String.format(Locale.ROOT, "%.3g", scale.bandwidth()))
                        .collect(Collectors.joining(" or ")),
                100 * detector.relativeProminence(),
                detector.noiseMultiple());
    }

    /// The first session in full, of later ones a line each.
    private static void provenance(RunReportBuilder report, List<Provenance> sessions) {
        Provenance session = sessions.getFirst();
        String commit = session.commit();
        report.provenance("program", session.programVersion() + (commit == null ? "" : ", commit " + commit));
        report.provenance("Java", session.jvm());
        report.provenance("system", session.operatingSystem());
        report.provenance("processor", session.processor());
        report.provenance("kernel", session.kernel() + ", " + session.threads() + " threads");
        report.provenance("started", session.startedAt().toString());
        for (int i = 1; i < sessions.size(); i++) {
            Provenance later = sessions.get(i);
            report.provenance(
                    "session " + (i + 1),
                    later.startedAt() + ", " + later.programVersion()
                            + (later.commit() == null ? "" : ", commit " + later.commit()) + ", " + later.processor()
                            + ", " + later.kernel() + ", " + later.threads() + " threads");
        }
    }

    /// What each column of the run is, whatever it was called when the run was begun; other columns are somebody's own.
    private static Map<String, Quantity> quantities(TrainParameters parameters, List<Column> columns) {
        Map<String, Quantity> quantities = new HashMap<>();
        for (Column column : columns) {
            quantities.put(
                    column.name(), new Quantity(column.name(), column.symbol(), column.unit(), column.description()));
        }
        TrainExperiment.quantities(parameters).forEach(quantity -> quantities.put(quantity.name(), quantity));
        return quantities;
    }

    private static Quantity quantity(Map<String, Quantity> quantities, String column) {
        return Objects.requireNonNull(quantities.get(column), column);
    }

    private static void series(RunReportBuilder report, RunSeries series, Map<String, Quantity> quantities) {
        for (Column column : series.columns()) {
            if (!HEAD.matcher(column.name()).find()) {
                report.series(quantity(quantities, column.name()), series.column(column.name()));
            }
        }
    }

    private static void heads(RunReportBuilder report, RunSeries series, TrainParameters parameters) {
        for (String which : List.of(READ, "")) {
            for (HeadAverage average : HeadAverage.values()) {
                heads(report, series, parameters.training().transformer(), average.ofHeads(which));
            }
        }
    }

    private static void heads(RunReportBuilder report, RunSeries series, TransformerSettings model, Quantity quantity) {
        if (!series.hasColumn(quantity.name() + ".layer0.head0")) {
            return;
        }
        double[][][] values = new double[model.layers()][model.heads()][];
        for (int layer = 0; layer < values.length; layer++) {
            for (int head = 0; head < values[layer].length; head++) {
                values[layer][head] = series.column(quantity.name() + ".layer" + layer + ".head" + head);
            }
        }
        report.headSeries(quantity, values);
    }

    private static void events(RunReportBuilder report, TrainFindings findings, int sustain) {
        report.event(event(
                Event.MEMORISATION, "training accuracy", TrainFindings.MEMORISED, findings.memorisation(), sustain));
        findings.generalisation()
                .forEach((level, onset) ->
                        report.event(event(Event.GENERALISATION, "test accuracy", level, onset, sustain)));
    }

    private static Event event(String name, String observable, double level, Onset onset, int sustain) {
        return switch (onset) {
            case Onset.Occurred occurred -> Event.at(name, observable, level, (long) occurred.step());
            case Onset.Pending pending ->
                Event.absent(
                        name,
                        observable,
                        level,
                        "reached at step " + (long) pending.step() + " but kept for only " + (long) pending.held()
                                + " of " + sustain + " steps when the record ends",
                        "since " + (long) pending.step() + ", not kept yet");
            case Onset.NotOccurred never ->
                Event.absent(
                        name,
                        observable,
                        level,
                        "not reached and kept up to step " + (long) never.observedUntil(),
                        "not by " + (long) never.observedUntil());
        };
    }

    private static List<Peak> peaks(List<calorimeter.statistics.peaks.Peak> found) {
        return found.stream()
                .map(peak -> new Peak(
                        (long) peak.step(),
                        Place.ofLogTime(peak.time(), peak.timeError()),
                        peak.height(),
                        peak.prominence()))
                .toList();
    }
}
