package calorimeter.report.page;

import calorimeter.lab.observable.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Collects the parts of a run in the order in which they are to be shown; refuses parts that do not fit.
public final class RunReportBuilder {

    final String name;
    final String preset;
    final long seed;
    final long[] steps;
    String label;
    String status = RunReportData.COMPLETED;
    String command = "";
    String peakMethod = "";
    final Map<String, String> settings = new LinkedHashMap<>();
    final Map<String, String> provenance = new LinkedHashMap<>();
    final Map<String, Series> series = new LinkedHashMap<>();
    final Map<String, HeadSeries> headSeries = new LinkedHashMap<>();
    final List<Event> events = new ArrayList<>();
    final Map<String, List<Peak>> peaks = new LinkedHashMap<>();
    final Map<Quantity, Double> finalValues = new LinkedHashMap<>();
    final List<String> summary = new ArrayList<>();

    RunReportBuilder(String name, String preset, long seed, long[] steps) {
        this.name = name;
        this.label = name;
        this.preset = preset;
        this.seed = seed;
        this.steps = steps.clone();
        for (int row = 0; row < steps.length; row++) {
            if (steps[row] < 0 || (row > 0 && steps[row] <= steps[row - 1])) {
                throw new IllegalArgumentException("step " + steps[row] + " of row " + row + " in run '" + name
                        + "' must be ≥ 0 and greater than the step before it");
            }
        }
    }

    RunReportBuilder(RunReportBuilder other) {
        this(other.name, other.preset, other.seed, other.steps);
        label(other.label).status(other.status).command(other.command).peakMethod(other.peakMethod);
        settings.putAll(other.settings);
        provenance.putAll(other.provenance);
        series.putAll(other.series);
        headSeries.putAll(other.headSeries);
        events.addAll(other.events);
        peaks.putAll(other.peaks);
        finalValues.putAll(other.finalValues);
        summary.addAll(other.summary);
    }

    /// What tells the run from those beside it, as "p=7 seed=0"; its name unless given.
    public RunReportBuilder label(String words) {
        label = words;
        return this;
    }

    public RunReportBuilder status(String words) {
        status = words;
        return this;
    }

    public RunReportBuilder command(String line) {
        command = line;
        return this;
    }

    /// How the peaks were found: smoothing, axis, least prominence. Stated beside them.
    public RunReportBuilder peakMethod(String words) {
        peakMethod = words;
        return this;
    }

    public RunReportBuilder setting(String key, String value) {
        settings.put(key, value);
        return this;
    }

    public RunReportBuilder provenance(String key, String value) {
        provenance.put(key, value);
        return this;
    }

    public RunReportBuilder series(Quantity quantity, double[] values) {
        requireRows(quantity, values.length);
        requireNew(quantity, series.put(quantity.name(), new Series(quantity, values)) == null);
        return this;
    }

    /// Values of shape (layers, heads, rows), the same layers and heads for every quantity.
    public RunReportBuilder headSeries(Quantity quantity, double[][][] values) {
        HeadSeries added = new HeadSeries(quantity, values);
        requireRows(quantity, added.rows());
        for (HeadSeries other : headSeries.values()) {
            if (other.layers() != added.layers() || other.heads() != added.heads()) {
                throw new IllegalArgumentException("head series '" + quantity.name() + "' has " + added.layers()
                        + " layers of " + added.heads() + " heads but '"
                        + other.quantity().name() + "' has " + other.layers() + " of " + other.heads());
            }
        }
        requireNew(quantity, headSeries.put(quantity.name(), added) == null);
        return this;
    }

    public RunReportBuilder event(Event event) {
        events.add(event);
        return this;
    }

    public RunReportBuilder peaks(String quantityKey, List<Peak> found) {
        peaks.put(quantityKey, List.copyOf(found));
        return this;
    }

    public RunReportBuilder finalValue(Quantity quantity, double value) {
        finalValues.put(quantity, value);
        return this;
    }

    /// One more line under the outcome, as plain text.
    public RunReportBuilder summary(String line) {
        summary.add(line);
        return this;
    }

    public RunReportData build() {
        return new RunReportData(new RunReportBuilder(this));
    }

    private void requireRows(Quantity quantity, int rows) {
        if (rows != steps.length) {
            throw new IllegalArgumentException("series '" + quantity.name() + "' has " + rows + " rows but run '" + name
                    + "' has " + steps.length + " steps");
        }
    }

    private static void requireNew(Quantity quantity, boolean isNew) {
        if (!isNew) {
            throw new IllegalArgumentException("series '" + quantity.name() + "' was given twice");
        }
    }
}
