// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.engine.data.image.DataException;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.observable.HeadAverage;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.run.SettingException;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainFindings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.run.TrainRecord;
import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.text.TableException;
import calorimeter.statistics.peaks.Peak;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A stored training run, finished or not, as its report shows it: rows under the names of their quantities,
/// and what the rows say.
///
/// @param label what tells it from the runs beside it: its name, or the settings in which it differs from them
/// @param sessions the provenance of each, the first first
/// @param command the command line that makes the same run again
/// @param lastRows attention of the last query at the newest checkpoint, as [TrainedRun#lastRows]; of
///     models of three layers or more whose checkpoint and data can be read
public record ReportedRun(
        RunRecord record,
        String label,
        TrainParameters parameters,
        RunSeries rows,
        TrainFindings findings,
        List<Provenance> sessions,
        String command,
        List<double[][]> lastRows) {

    /// Layers from which on a row has two neighbours.
    private static final int DEEP = 3;

    /// Examples whose rows are followed through the layers.
    private static final int FOLLOWED = 200;

    private static final String FIRST_HEAD = ".layer0.head0";
    private static final Pattern HEAD = Pattern.compile("\\.layer\\d+\\.head\\d+$");

    /// Latest values, those of the rows that are read before those of all rows, in one order.
    private static final List<String> LAST = List.of(
            "train.loss",
            "test.loss",
            "train.accuracy",
            "test.accuracy",
            "attention.C.read",
            "attention.U.read",
            "attention.S.read",
            "attention.F.read",
            "attention.C",
            "attention.U",
            "attention.S",
            "attention.F",
            "attention.V");

    /// @param program as it is called, for the command that repeats the run
    /// @throws IllegalArgumentException when the run has no rows yet
    public static ReportedRun of(RunStore store, RunRecord run, String label, String program) {
        TrainParameters parameters = TrainJson.parameters(run.configurationJson());
        RunSeries rows = store.series(run);
        if (rows.size() == 0) {
            throw new IllegalArgumentException("run " + run.name() + " has no rows yet, so there is nothing to report");
        }
        TrainFindings findings = TrainFindings.of(parameters, TrainRecord.of(rows));
        return new ReportedRun(
                run,
                label,
                parameters,
                ChargeDeviations.added(rows),
                findings,
                store.sessions(run),
                parameters.command(program),
                lastRows(store, run, parameters));
    }

    private static List<double[][]> lastRows(RunStore store, RunRecord run, TrainParameters parameters) {
        if (!(parameters.training().model() instanceof TransformerSettings model) || model.layers() < DEEP) {
            return List.of();
        }
        try {
            return store.checkpoints(run).latest().stream()
                    .map(checkpoint -> new TrainedRun(run, checkpoint))
                    .filter(TrainedRun::hasRows)
                    .flatMap(trained -> trained.lastRows(FOLLOWED).stream())
                    .toList();
        } catch (StoreException | DataException | TableException | SettingException e) {
            return List.of(); // a page of rows does without weights, and without the data they were trained on
        }
    }

    public String name() {
        return record.name();
    }

    /// The quantities of the whole model, each under the name of its column. NaN marks a row at which one was not
    /// recorded.
    public List<Quantity> series() {
        Map<String, Quantity> quantities = quantities();
        return rows.columns().stream()
                .filter(column -> !HEAD.matcher(column.name()).find())
                .map(column -> quantities.getOrDefault(column.name(), own(column)))
                .toList();
    }

    /// What the instruments record, whatever a column was called when the run was begun.
    private Map<String, Quantity> quantities() {
        return TrainExperiment.quantities(parameters).stream()
                .collect(Collectors.toMap(Quantity::name, quantity -> quantity));
    }

    /// Somebody's own observable.
    private static Quantity own(Column column) {
        return new Quantity(column.name(), column.symbol(), column.unit(), column.description());
    }

    /// The quantities of every head, those of the rows that are read first; their columns are named by [#head].
    public List<Quantity> headSeries() {
        Map<String, Quantity> quantities = new LinkedHashMap<>();
        Stream.of(".read", "")
                .flatMap(which -> Arrays.stream(HeadAverage.values()).map(average -> average.ofHeads(which)))
                .filter(quantity -> rows.hasColumn(head(quantity, 0, 0)))
                .forEach(quantity -> quantities.put(quantity.name(), quantity));
        for (Column column : rows.columns()) {
            if (column.name().endsWith(FIRST_HEAD)) {
                String name = column.name().substring(0, column.name().length() - FIRST_HEAD.length());
                quantities.putIfAbsent(name, new Quantity(name, column.symbol(), column.unit(), column.description()));
            }
        }
        return List.copyOf(quantities.values());
    }

    /// The column of one head.
    public static String head(Quantity quantity, int layer, int head) {
        return quantity.name() + ".layer" + layer + ".head" + head;
    }

    /// Whether a quantity has anything to draw.
    boolean recorded(Quantity quantity) {
        return recorded(quantity.name());
    }

    boolean recordedOfHeads(Quantity quantity) {
        return IntStream.range(0, layers() * heads()).anyMatch(i -> recorded(head(quantity, i / heads(), i % heads())));
    }

    private boolean recorded(String column) {
        return Arrays.stream(rows.column(column)).anyMatch(Double::isFinite);
    }

    /// Layers that attend.
    public int layers() {
        return parameters.training().model() instanceof TransformerSettings model ? model.layers() : 0;
    }

    /// Heads of such a layer.
    public int heads() {
        return parameters.training().model() instanceof TransformerSettings model ? model.heads() : 0;
    }

    /// Memorisation, then generalisation by rising level.
    public List<Milestone> milestones() {
        int sustain = parameters.stopping().sustain();
        List<Milestone> milestones = new ArrayList<>();
        milestones.add(new Milestone(
                Milestone.MEMORISATION,
                "training accuracy",
                TrainFindings.MEMORISED,
                findings.memorisation(),
                sustain));
        findings.generalisation()
                .forEach((level, onset) -> milestones.add(
                        new Milestone(Milestone.GENERALISATION, "test accuracy", level, onset, sustain)));
        return milestones;
    }

    /// The peaks of C and of V by step.
    public Map<String, List<Peak>> peaks() {
        Map<String, List<Peak>> peaks = new LinkedHashMap<>();
        peaks.put("C", findings.specificHeatPeaks());
        peaks.put("V", findings.landscapePeaks());
        return peaks;
    }

    public Map<Quantity, Double> finalValues() {
        Map<String, Quantity> quantities = quantities();
        Map<Quantity, Double> values = new LinkedHashMap<>();
        for (String column : LAST) {
            Quantity quantity = quantities.get(column);
            if (quantity != null && rows.hasColumn(column)) {
                double[] all = rows.column(column);
                values.put(quantity, all[all.length - 1]);
            }
        }
        return values;
    }

    /// The first session in full, of later ones a line each.
    public Map<String, String> provenance() {
        Provenance first = sessions.getFirst();
        Map<String, String> provenance = new LinkedHashMap<>();
        provenance.put("program", program(first));
        provenance.put("Java", first.jvm());
        provenance.put("system", first.operatingSystem());
        provenance.put("processor", first.processor());
        provenance.put("kernel", kernel(first));
        provenance.put("started", first.startedAt().toString());
        for (int i = 1; i < sessions.size(); i++) {
            Provenance later = sessions.get(i);
            provenance.put(
                    "session " + (i + 1),
                    later.startedAt() + ", " + program(later) + ", " + later.processor() + ", " + kernel(later));
        }
        return provenance;
    }

    private static String program(Provenance session) {
        return session.programVersion() + (session.commit() == null ? "" : ", commit " + session.commit());
    }

    private static String kernel(Provenance session) {
        return session.kernel() + ", " + session.threads() + " threads";
    }
}
