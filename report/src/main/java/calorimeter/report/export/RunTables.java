// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import calorimeter.lab.run.Setting;
import calorimeter.lab.run.TrainFindings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.run.TrainRecord;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStore;
import calorimeter.statistics.peaks.Onset;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.peaks.Place;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Stored runs as tables. The first columns of each say which run it is: `run`, `preset`, then its settings with their
/// types, in the order of [Setting]; a setting that a run has not is missing in its rows.
public final class RunTables {

    /// Column of one head: `attention.C.layer0.head3`.
    private static final Pattern HEAD = Pattern.compile("(.+)\\.layer(\\d+)\\.head(\\d+)");

    private static final String STEP = RunSeries.STEP;

    private record Run(RunRecord record, TrainParameters parameters, List<@Nullable Object> cells) {}

    private final RunStore store;
    private final List<Table.Column> settings;
    private final List<Run> runs;

    /// @throws IllegalArgumentException if the settings of a run cannot be read
    public RunTables(RunStore store, List<RunRecord> records) {
        this.store = store;
        Map<RunRecord, TrainParameters> parameters = new LinkedHashMap<>();
        records.forEach(run -> parameters.put(run, TrainJson.parameters(run.configurationJson())));
        List<Setting> present = Arrays.stream(Setting.values())
                .filter(setting -> parameters.values().stream()
                        .anyMatch(run -> setting.value(run).isPresent()))
                .toList();
        settings = columns(present, parameters.values());
        runs = parameters.entrySet().stream()
                .map(run -> new Run(
                        run.getKey(), run.getValue(), Arrays.asList(cells(run.getKey(), run.getValue(), present))))
                .toList();
    }

    private static List<Table.Column> columns(List<Setting> present, Collection<TrainParameters> runs) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(new Table.Column("run", Table.Type.TEXT));
        columns.add(new Table.Column("preset", Table.Type.TEXT));
        for (Setting setting : present) {
            Object first = runs.stream()
                    .flatMap(run -> setting.typed(run).stream())
                    .findFirst()
                    .orElseThrow();
            columns.add(new Table.Column(setting.key(), Table.Type.of(first)));
        }
        return columns;
    }

    private static @Nullable Object[] cells(RunRecord run, TrainParameters parameters, List<Setting> present) {
        Stream<@Nullable Object> values =
                present.stream().map(setting -> setting.typed(parameters).orElse(null));
        return Stream.concat(Stream.of(run.name(), run.preset()), values).toArray();
    }

    /// One row a run and logged step: `step`, `wall_seconds`, the observables; NaN where one is not recorded.
    public Table rows() {
        Set<String> names = observables();
        List<Table.Column> own = new ArrayList<>(List.of(integer(STEP), number(RunSeries.WALL_SECONDS)));
        names.forEach(name -> own.add(number(name)));
        return table(own, run -> {
            RunSeries series = store.series(run.record());
            double[][] columns = names.stream()
                    .map(name -> series.hasColumn(name) ? series.column(name) : missing(series.size()))
                    .toArray(double[][]::new);
            return IntStream.range(0, series.size()).mapToObj(row -> {
                Stream<Object> values = Arrays.stream(columns).map(column -> column[row]);
                return Stream.concat(Stream.of(series.step(row), series.wallSeconds(row)), values)
                        .toArray();
            });
        });
    }

    private static double[] missing(int rows) {
        double[] values = new double[rows];
        Arrays.fill(values, Double.NaN);
        return values;
    }

    private Set<String> observables() {
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> store.columns(run.record()).forEach(column -> names.add(column.name())));
        return names;
    }

    /// One row a run and event: accuracy that reached a level and kept it. `status` is
    /// - `occurred`, at `step`;
    /// - `pending`: held since `step`, but for too short a time when the record ends;
    /// - `not-occurred`, without a step.
    ///
    /// The record ends at `observed_until`.
    public Table events() {
        List<Table.Column> own = List.of(
                text("event"),
                text("observable"),
                number("level"),
                text("status"),
                integer(STEP),
                integer("observed_until"));
        return table(
                own,
                run -> findings(run).flatMap(findings -> {
                    Stream<@Nullable Object[]> memorised = one(event(
                            "memorisation",
                            "train.accuracy",
                            TrainFindings.MEMORISED,
                            findings.memorisation(),
                            findings.steps()));
                    Stream<@Nullable Object[]> generalised = findings.generalisation().entrySet().stream()
                            .map(level -> event(
                                    "generalisation",
                                    "test.accuracy",
                                    level.getKey(),
                                    level.getValue(),
                                    findings.steps()));
                    return Stream.concat(memorised, generalised);
                }));
    }

    private static @Nullable Object[] event(String name, String observable, double level, Onset onset, long last) {
        return switch (onset) {
            case Onset.Occurred occurred ->
                new @Nullable Object[] {name, observable, level, "occurred", (long) occurred.step(), last};
            case Onset.Pending pending ->
                new @Nullable Object[] {name, observable, level, "pending", (long) pending.step(), last};
            case Onset.NotOccurred never ->
                new @Nullable Object[] {name, observable, level, "not-occurred", null, last};
        };
    }

    private static Stream<@Nullable Object[]> one(@Nullable Object[] line) {
        return Collections.singletonList(line).stream();
    }

    /// None of a run without rows.
    private Stream<TrainFindings> findings(Run run) {
        RunSeries rows = store.series(run.record());
        return rows.size() == 0 ? Stream.empty() : Stream.of(TrainFindings.of(run.parameters(), TrainRecord.of(rows)));
    }

    /// One row a run and peak of `attention.C` or `attention.V`: the logged `step` below it; where the fitted curve
    /// peaks, `place`, with its standard error; its `height`, and its `prominence` over the curve beside it.
    public Table peaks() {
        List<Table.Column> own = List.of(
                text("observable"),
                integer(STEP),
                number("place"),
                number("place_error"),
                number("height"),
                number("prominence"));
        return table(
                own,
                run -> findings(run)
                        .flatMap(findings -> Stream.concat(
                                findings.specificHeatPeaks().stream().map(peak -> peak("attention.C", peak)),
                                findings.landscapePeaks().stream().map(peak -> peak("attention.V", peak)))));
    }

    private static Object[] peak(String observable, Peak peak) {
        Place place = Place.ofLogTime(peak.time(), peak.timeError());
        return new Object[] {
            observable, (long) peak.step(), place.step(), place.error(), peak.height(), peak.prominence()
        };
    }

    /// One row a run, logged step, layer and head: the observables of that head.
    public Table heads() {
        Set<String> names = new LinkedHashSet<>();
        for (String column : observables()) {
            Matcher head = HEAD.matcher(column);
            if (head.matches()) {
                names.add(head.group(1));
            }
        }
        List<Table.Column> own = new ArrayList<>(List.of(integer(STEP), integer("layer"), integer("head")));
        names.forEach(name -> own.add(number(name)));
        return table(own, run -> {
            RunSeries series = store.series(run.record());
            List<Head> heads = heads(series, names);
            return IntStream.range(0, series.size())
                    .boxed()
                    .flatMap(row -> heads.stream().map(head -> head.cells(series.step(row), row)));
        });
    }

    /// @param values by name, then row
    private record Head(long layer, long head, List<double[]> values) {

        Object[] cells(long step, int row) {
            Stream<Object> own = values.stream().map(column -> column[row]);
            return Stream.concat(Stream.of(step, layer, head), own).toArray();
        }
    }

    private static List<Head> heads(RunSeries series, Set<String> names) {
        Map<Long, Map<Long, Head>> heads = new TreeMap<>();
        for (var column : series.columns()) {
            Matcher matcher = HEAD.matcher(column.name());
            if (matcher.matches()) {
                long layer = Long.parseLong(matcher.group(2));
                long head = Long.parseLong(matcher.group(3));
                String suffix = ".layer" + layer + ".head" + head;
                heads.computeIfAbsent(layer, key -> new TreeMap<>()).computeIfAbsent(head, key -> {
                    List<double[]> values = names.stream()
                            .map(name -> series.hasColumn(name + suffix)
                                    ? series.column(name + suffix)
                                    : missing(series.size()))
                            .toList();
                    return new Head(layer, head, values);
                });
            }
        }
        return heads.values().stream().flatMap(layer -> layer.values().stream()).toList();
    }

    /// One row a run: how far it is, and by what it was computed.
    public Table settings() {
        List<Table.Column> own = List.of(
                text("status"),
                integer(STEP),
                number(RunSeries.WALL_SECONDS),
                integer("attempt"),
                text("identity"),
                text("version"),
                text("started"));
        return table(own, run -> {
            RunRecord record = run.record();
            return one(new Object[] {
                record.status().name().toLowerCase(Locale.ROOT),
                record.step(),
                record.wallSeconds(),
                (long) record.attempt(),
                record.identity(),
                record.provenance().programVersion(),
                record.provenance().startedAt().toString()
            });
        });
    }

    /// @param own columns after those of the run
    /// @param lines their values
    private Table table(List<Table.Column> own, Function<Run, Stream<@Nullable Object[]>> lines) {
        Set<String> recorded = own.stream().map(Table.Column::name).collect(Collectors.toSet());
        List<Table.Column> columns = new ArrayList<>();
        // A controlled run records what its setting began with: the weight decay of every step.
        settings.forEach(setting -> columns.add(
                recorded.contains(setting.name())
                        ? new Table.Column("setting." + setting.name(), setting.type())
                        : setting));
        columns.addAll(own);
        return new Table(
                columns,
                () -> runs.stream()
                        .flatMap(run -> Objects.requireNonNull(lines.apply(run))
                                .map(line -> Stream.concat(run.cells().stream(), Arrays.stream(line))
                                        .toArray())));
    }

    private static Table.Column integer(String name) {
        return new Table.Column(name, Table.Type.INTEGER);
    }

    private static Table.Column number(String name) {
        return new Table.Column(name, Table.Type.NUMBER);
    }

    private static Table.Column text(String name) {
        return new Table.Column(name, Table.Type.TEXT);
    }
}
