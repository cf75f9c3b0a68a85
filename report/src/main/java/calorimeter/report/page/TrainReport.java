package calorimeter.report.page;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// From a stored training run, finished or not, to what its report shows.
public final class TrainReport {

    /// Which stored column is which quantity of the report.
    private static final Map<String, Quantity> SERIES = new LinkedHashMap<>();

    private static final Map<String, Quantity> HEAD_SERIES = new LinkedHashMap<>();

    private static final String PARTS_OF_THE_NORM = "weights.norm.";

    private static final Pattern HEAD = Pattern.compile("\\.layer\\d+\\.head\\d+$");

    static {
        SERIES.put("train.accuracy", StandardQuantities.TRAIN_ACCURACY);
        SERIES.put("test.accuracy", StandardQuantities.TEST_ACCURACY);
        SERIES.put("train.loss", StandardQuantities.TRAIN_LOSS);
        SERIES.put("test.loss", StandardQuantities.TEST_LOSS);
        SERIES.put("attention.C", StandardQuantities.SPECIFIC_HEAT);
        SERIES.put("attention.V", StandardQuantities.LANDSCAPE_VARIANCE);
        SERIES.put("attention.V.within", StandardQuantities.VARIANCE_WITHIN);
        SERIES.put("attention.V.between", StandardQuantities.VARIANCE_BETWEEN);
        SERIES.put("attention.U", StandardQuantities.INTERNAL_ENERGY);
        SERIES.put("attention.S", StandardQuantities.ENTROPY);
        SERIES.put("attention.F", StandardQuantities.FREE_ENERGY);
        SERIES.put("attention.similarity", StandardQuantities.HEAD_SIMILARITY);
        SERIES.put("attention.entropy-spread", StandardQuantities.ENTROPY_SPREAD);
        SERIES.put("weights.norm", StandardQuantities.WEIGHT_NORM);
        SERIES.put("gradient.norm", StandardQuantities.GRADIENT_NORM);
        SERIES.put("update.norm", StandardQuantities.UPDATE_NORM);
        SERIES.put("ledger.work", StandardQuantities.WORK);
        SERIES.put("ledger.heat", StandardQuantities.HEAT);
        SERIES.put("ledger.energy", StandardQuantities.ENERGY_CHANGE);
        SERIES.put("ledger.closure", StandardQuantities.CLOSURE_ERROR);
        SERIES.put("ledger.entropy-production", StandardQuantities.ENTROPY_PRODUCTION);
        SERIES.put("embedding.fourier", StandardQuantities.FOURIER_CONCENTRATION);
        SERIES.put("weight-decay", new Quantity("weight_decay", "λ", "", "weight decay of the next update"));
        SERIES.put("weight-decay.mean", new Quantity("weight_decay_mean", "⟨λ⟩", "", "mean weight decay so far"));
        SERIES.put(
                "weight-decay.signal",
                new Quantity("controller_signal", "μ or Z", "", "what the weight-decay controller goes by"));
        HEAD_SERIES.put("attention.C", StandardQuantities.SPECIFIC_HEAT);
        HEAD_SERIES.put("attention.S", StandardQuantities.ENTROPY);
        HEAD_SERIES.put("attention.U", StandardQuantities.INTERNAL_ENERGY);
        HEAD_SERIES.put("attention.F", StandardQuantities.FREE_ENERGY);
        HEAD_SERIES.put("attention.KL", StandardQuantities.SELECTIVITY);
        HEAD_SERIES.put("attention.chi", StandardQuantities.SUSCEPTIBILITY);
        HEAD_SERIES.put("attention.keys", StandardQuantities.EFFECTIVE_KEYS);
    }

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
        series(report, series);
        heads(report, series, parameters);
        events(report, findings, parameters.stopping().sustain());
        report.peaks("C", peaks(findings.specificHeatPeaks()));
        report.peaks("V", peaks(findings.landscapePeaks()));
        findings.lastValues().forEach((column, value) -> {
            Quantity quantity = SERIES.get(column);
            if (quantity != null) {
                report.finalValue(quantity, value);
            }
        });
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

    private static void series(RunReportBuilder report, RunSeries series) {
        SERIES.forEach((column, quantity) -> {
            if (series.hasColumn(column)) {
                report.series(quantity, series.column(column));
            }
        });
        for (Column column : series.columns()) {
            if (!SERIES.containsKey(column.name())
                    && !HEAD.matcher(column.name()).find()) {
                report.series(further(column), series.column(column.name()));
            }
        }
    }

    /// Norms of groups of parameters belong to that of all; other columns are somebody's own observables.
    private static Quantity further(Column column) {
        if (column.name().startsWith(PARTS_OF_THE_NORM)) {
            return StandardQuantities.WEIGHT_NORM.part(column.name().substring(PARTS_OF_THE_NORM.length()));
        }
        return new Quantity(
                column.name().replaceAll("[^A-Za-z0-9_]", "_"),
                column.symbol(),
                column.unit().equals("1") ? "" : column.unit(),
                column.description());
    }

    private static void heads(RunReportBuilder report, RunSeries series, TrainParameters parameters) {
        int layers = parameters.training().transformer().layers();
        int heads = parameters.training().transformer().heads();
        HEAD_SERIES.forEach((column, quantity) -> {
            if (!series.hasColumn(head(column, 0, 0))) {
                return;
            }
            double[][][] values = new double[layers][heads][];
            for (int layer = 0; layer < layers; layer++) {
                for (int head = 0; head < heads; head++) {
                    values[layer][head] = series.column(head(column, layer, head));
                }
            }
            report.headSeries(quantity, values);
        });
    }

    private static String head(String column, int layer, int head) {
        return column + ".layer" + layer + ".head" + head;
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
