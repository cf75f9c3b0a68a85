// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.sweep.Sweep;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// Runs as a folder for TensorBoard, which shows each folder with an event file as a run. The quantity `train.loss` has
/// the tag `train/loss`, `attention.C.layer0.head1` the tag `attention/C.layer0.head1`.
///
/// ```
/// RUN/events.out.tfevents.SECONDS.calorimeter             every row of a run
/// mean/weight-decay=1.0/events.out.tfevents.SECONDS…      of a sweep's runs that differ in the seed alone
/// ```
///
/// The second kind has TAG/mean, and TAG/lower and TAG/upper, Student's interval at 95 %, at the steps that
/// all runs of the group logged. TensorBoard draws no margin chart unless all three have the same steps. So
/// where all values are the same the interval is that value, and a run without a second seed has no mean.
public final class TensorBoardFolder {

    private static final double CONFIDENCE = 0.95;
    private static final Pattern HEAD = Pattern.compile(".*\\.layer\\d+\\.head\\d+");

    private TensorBoardFolder() {}

    /// The files of some runs by their places in the folder.
    ///
    /// @param groups whether there are also those of the means over seeds
    public static SequencedMap<Path, DurableFile.Content> of(RunStore store, List<RunRecord> runs, boolean groups) {
        SequencedMap<Path, DurableFile.Content> files = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            files.put(Path.of(run.name(), fileName(run)), out -> write(out, run, store.series(run)));
        }
        if (groups) {
            grouped(runs).forEach((label, group) -> {
                Path place = Path.of("mean", label, fileName(group.getFirst()));
                if (group.size() > 1) {
                    files.put(place, out -> writeMeans(out, store, group));
                }
            });
        }
        return files;
    }

    /// The same for the same run, so that exporting again replaces the file and shows no curve twice.
    private static String fileName(RunRecord run) {
        return "events.out.tfevents." + run.provenance().startedAt().getEpochSecond() + ".calorimeter";
    }

    /// Runs by the settings, but the seed, in which they differ.
    private static Map<String, List<RunRecord>> grouped(List<RunRecord> runs) {
        Map<RunRecord, TrainParameters> parameters = new LinkedHashMap<>();
        runs.forEach(run -> parameters.put(run, TrainJson.parameters(run.configurationJson())));
        List<String> varied = Sweep.varied(List.copyOf(parameters.values())).stream()
                .filter(key -> !key.equals("seed"))
                .toList();
        Map<String, List<RunRecord>> groups = new LinkedHashMap<>();
        parameters.forEach((run, settings) -> {
            String label = varied.isEmpty() ? "all" : Sweep.label(varied, settings);
            String folder = label.replace(' ', ',').replaceAll("[^A-Za-z0-9.,=_-]", "-");
            groups.computeIfAbsent(folder, key -> new ArrayList<>()).add(run);
        });
        return groups;
    }

    private static void write(OutputStream out, RunRecord run, RunSeries series) throws IOException {
        double start = seconds(run.provenance().startedAt());
        EventFile events = new EventFile(out, start);
        for (int row = 0; row < series.size(); row++) {
            Map<String, Double> scalars = new LinkedHashMap<>();
            for (int i = 0; i < series.columns().size(); i++) {
                scalars.put(tag(series.columns().get(i).name()), series.value(row, i));
            }
            events.scalars(start + series.wallSeconds(row), series.step(row), scalars);
        }
    }

    private static void writeMeans(OutputStream out, RunStore store, List<RunRecord> group) throws IOException {
        List<RunSeries> all = group.stream().map(store::series).toList();
        Set<String> columns = new LinkedHashSet<>();
        all.getFirst().columns().forEach(column -> columns.add(column.name()));
        columns.removeIf(
                name -> HEAD.matcher(name).matches() || all.stream().anyMatch(series -> !series.hasColumn(name)));
        double start = seconds(group.getFirst().provenance().startedAt());
        EventFile events = new EventFile(out, start);
        events.marginCharts(start, charts(columns));
        List<Map<Long, Integer>> rows =
                all.stream().map(TensorBoardFolder::rows).toList();
        Map<String, List<double[]>> values = new LinkedHashMap<>();
        columns.forEach(name ->
                values.put(name, all.stream().map(series -> series.column(name)).toList()));
        for (long step : rows.getFirst().keySet()) {
            if (rows.stream().allMatch(known -> known.containsKey(step))) {
                Map<String, Double> scalars = new LinkedHashMap<>();
                values.forEach((name, series) -> put(scalars, tag(name), at(step, series, rows)));
                events.scalars(start, step, scalars);
            }
        }
    }

    private static Map<Long, Integer> rows(RunSeries series) {
        Map<Long, Integer> rows = new LinkedHashMap<>();
        for (int row = 0; row < series.size(); row++) {
            rows.put(series.step(row), row);
        }
        return rows;
    }

    private static double[] at(long step, List<double[]> series, List<Map<Long, Integer>> rows) {
        double[] values = new double[series.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = series.get(i)[rows.get(i).getOrDefault(step, 0)];
        }
        return values;
    }

    /// Nothing where a run has no value.
    private static void put(Map<String, Double> scalars, String tag, double[] values) {
        if (!Arrays.stream(values).allMatch(Double::isFinite)) {
            return;
        }
        double mean = Arrays.stream(values).average().orElse(Double.NaN);
        Interval margin = Mean.of(values, CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate estimate)
                ? estimate.interval()
                : new Interval(mean, mean, CONFIDENCE);
        scalars.put(tag + "/mean", mean);
        scalars.put(tag + "/lower", margin.lower());
        scalars.put(tag + "/upper", margin.upper());
    }

    private static Map<String, List<String>> charts(Set<String> columns) {
        Map<String, List<String>> charts = new LinkedHashMap<>();
        for (String name : columns) {
            String tag = tag(name);
            charts.computeIfAbsent(tag.substring(0, Math.max(0, tag.indexOf('/'))), key -> new ArrayList<>())
                    .add(tag);
        }
        return charts;
    }

    /// TensorBoard groups tags by what stands before a slash.
    static String tag(String column) {
        return column.replaceFirst("\\.", "/");
    }

    private static double seconds(Instant time) {
        return time.toEpochMilli() * 1e-3;
    }
}
