// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.lab.observable.Quantity;
import calorimeter.lab.run.ChargeFindings;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainFindings;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Column;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunRow;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// A run as if it were stored, made of arrays. What is left out did not happen or was not recorded.
public final class MadeRun {

    private final String name;
    private final String preset;
    private final long seed;
    private final long[] steps;
    private final List<Column> columns = new ArrayList<>();
    private final List<double[]> values = new ArrayList<>();
    private final Map<Double, Onset> generalisation = new LinkedHashMap<>();
    private final Map<String, List<Peak>> peaks = new LinkedHashMap<>();
    private String label;
    private String command = "./calorimeter train";
    private String machine = "a processor";
    private RunStatus status = RunStatus.COMPLETED;
    private Onset memorisation;
    private List<String> settings = List.of();
    private int layers = 1;
    private int heads = 4;

    private MadeRun(String name, String preset, long seed, long[] steps) {
        this.name = name;
        this.label = name;
        this.preset = preset;
        this.seed = seed;
        this.steps = steps.clone();
        memorisation = never();
    }

    public static MadeRun of(String name, String preset, long seed, long... steps) {
        return new MadeRun(name, preset, seed, steps);
    }

    /// A peak whose fitted place is a logged step, without error.
    public static Peak peak(long step, double height, double prominence) {
        return peak(step, (double) step, 0, height, prominence);
    }

    /// @param place between logged steps, with its standard error
    public static Peak peak(long step, double place, double error, double height, double prominence) {
        double timeError = error / ((place + 1) * Math.log(10));
        return new Peak(step, Math.log10(place + 1), timeError, height, height, prominence, 0, 0.05);
    }

    private Onset never() {
        return new Onset.NotOccurred(steps.length == 0 ? 0 : steps[steps.length - 1], 0);
    }

    public MadeRun label(String words) {
        label = words;
        return this;
    }

    public MadeRun command(String line) {
        command = line;
        return this;
    }

    /// Settings besides those of heads and seed.
    ///
    /// @param flags as `p=7`
    public MadeRun settings(String... flags) {
        settings = List.of(flags);
        return this;
    }

    /// The words of every field of the provenance.
    public MadeRun machine(String words) {
        machine = words;
        return this;
    }

    public MadeRun status(RunStatus state) {
        status = state;
        return this;
    }

    public MadeRun series(Quantity quantity, double[] series) {
        column(quantity.name(), quantity, series);
        return this;
    }

    /// Values of shape (layers, heads, rows).
    public MadeRun headSeries(Quantity quantity, double[][][] series) {
        layers = series.length;
        heads = series[0].length;
        for (int layer = 0; layer < layers; layer++) {
            for (int head = 0; head < heads; head++) {
                column(ReportedRun.head(quantity, layer, head), quantity, series[layer][head]);
            }
        }
        return this;
    }

    private void column(String column, Quantity quantity, double[] series) {
        columns.add(new Column(column, quantity.symbol(), quantity.unit(), quantity.description()));
        values.add(series.clone());
    }

    public MadeRun memorised(long step) {
        memorisation = new Onset.Occurred(step, step);
        return this;
    }

    public MadeRun generalised(double level, long step) {
        generalisation.put(level, new Onset.Occurred(step, step));
        return this;
    }

    public MadeRun memorisation(Onset onset) {
        memorisation = onset;
        return this;
    }

    public MadeRun generalisation(double level, Onset onset) {
        generalisation.put(level, onset);
        return this;
    }

    public MadeRun peaks(String key, Peak... found) {
        peaks.put(key, List.of(found));
        return this;
    }

    /// Row by row.
    private List<double[]> values() {
        return IntStream.range(0, steps.length)
                .mapToObj(row ->
                        values.stream().mapToDouble(series -> series[row]).toArray())
                .toList();
    }

    public ReportedRun build() {
        List<RunRow> rows = new ArrayList<>();
        List<double[]> numbersOfRows = values();
        for (int row = 0; row < steps.length; row++) {
            double[] numbers = numbersOfRows.get(row);
            rows.add(new RunRow(steps[row], 0, numbers));
        }
        if (generalisation.isEmpty()) {
            generalisation.put(0.99, never());
        }
        Provenance session = new Provenance(
                machine, machine, machine, machine, machine, machine, 2, Instant.parse("2026-01-01T00:00:00Z"));
        List<String> flags =
                new ArrayList<>(List.of("seed=" + seed, "layers=" + layers, "heads=" + heads, "width=" + 8 * heads));
        flags.addAll(settings);
        TrainParameters parameters = TinyRuns.parameters(Presets.NANDA, flags.toArray(String[]::new));
        RunRecord record = new RunRecord(1, name, "train", preset, seed, "", 1, "{}", session, status, 0, 0, null);
        return new ReportedRun(
                record,
                label,
                parameters,
                ChargeDeviations.added(new RunSeries(name, columns, rows)),
                new TrainFindings(
                        steps.length == 0 ? 0 : steps[steps.length - 1],
                        memorisation,
                        generalisation,
                        peaks.getOrDefault("C", List.of()),
                        peaks.getOrDefault("V", List.of()),
                        Map.of(),
                        ChargeFindings.of(columns, numbersOfRows, steps.length == 0 ? 0 : steps[steps.length - 1])),
                List.of(session),
                command,
                List.of());
    }
}
