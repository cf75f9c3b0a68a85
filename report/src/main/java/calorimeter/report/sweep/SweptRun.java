// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import static java.util.Objects.requireNonNull;

import calorimeter.lab.constraint.Constrained;
import calorimeter.lab.constraint.Constraint;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.RunStatus;
import calorimeter.report.figure.Milestone;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.page.OutcomeText;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.stream.IntStream;

/// What a sweep's page keeps of a run: its outcome, and its curves at the places of each clock. Some hundred numbers a
/// curve, however many rows the run has.
public final class SweptRun {

    private final String name;
    private final RunStatus status;
    private final TrainParameters parameters;
    private final Milestone memorisation;
    private final Milestone generalisation;
    private final Map<String, Peak> peaks = new HashMap<>();
    private final Map<Clock, Map<String, double[]>> curves = new EnumMap<>(Clock.class);
    private final Map<String, Double> last = new HashMap<>();

    private SweptRun(ReportedRun run) {
        OutcomeText outcome = new OutcomeText(run);
        name = run.name();
        status = run.record().status();
        parameters = run.parameters();
        memorisation = outcome.memorisation();
        generalisation = outcome.generalisation();
        run.peaks().keySet().forEach(key -> outcome.highestPeakBefore(key).ifPresent(peak -> peaks.put(key, peak)));
    }

    /// @param columns those that have curves
    /// @param lastStep of the sweep
    public static SweptRun of(ReportedRun run, List<String> columns, long lastStep) {
        SweptRun swept = new SweptRun(run);
        Map<String, SampledSeries> series = new HashMap<>();
        List<String> all = new ArrayList<>(columns);
        all.addAll(bounded(run.parameters()));
        for (String column : all) {
            if (run.rows().hasColumn(column)) {
                finite(run.rows(), column).ifPresent(values -> series.put(column, values));
            }
        }
        series.forEach((column, values) -> swept.last.put(column, values.value(values.size() - 1)));
        for (Clock clock : Clock.values()) {
            double[] times = clock.times(clock.places(lastStep), swept.event(clock));
            Map<String, double[]> found = new HashMap<>();
            if (times.length > 0) {
                series.forEach((column, values) -> found.put(column, values.at(times)));
            }
            swept.curves.put(clock, found);
        }
        return swept;
    }

    private static Optional<SampledSeries> finite(RunSeries rows, String column) {
        double[] values = rows.column(column);
        int[] finite = IntStream.range(0, rows.size())
                .filter(row -> Double.isFinite(values[row]))
                .toArray();
        double[] steps = Arrays.stream(finite).mapToDouble(rows::step).toArray();
        double[] present = Arrays.stream(finite).mapToDouble(row -> values[row]).toArray();
        return finite.length == 0 ? Optional.empty() : Optional.of(SampledSeries.of(steps, present));
    }

    private OptionalLong event(Clock clock) {
        return switch (clock) {
            case START -> OptionalLong.of(0);
            case MEMORISATION -> memorisation.step();
            case GENERALISATION -> generalisation.step();
        };
    }

    public String name() {
        return name;
    }

    RunStatus status() {
        return status;
    }

    public TrainParameters parameters() {
        return parameters;
    }

    Milestone memorisation() {
        return memorisation;
    }

    /// At the level of the tables, the highest.
    Milestone generalisation() {
        return generalisation;
    }

    /// Log time of the highest peak before generalisation, or of the whole run if it did not generalise.
    OptionalDouble peak(String key) {
        Peak peak = peaks.get(key);
        return peak == null ? OptionalDouble.empty() : OptionalDouble.of(peak.time());
    }

    /// Decades of log time by which that peak comes before generalisation.
    OptionalDouble lead(String key) {
        Peak peak = peaks.get(key);
        return peak == null || generalisation.step().isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        LogTime.ofStep((double) generalisation.step().getAsLong()) - peak.time());
    }

    /// Whether the column has a curve by this clock.
    boolean has(Clock clock, String column) {
        return requireNonNull(curves.get(clock)).containsKey(column);
    }

    /// Values at the clock's places; NaN outside the record.
    double[] curve(Clock clock, String column) {
        return requireNonNull(requireNonNull(curves.get(clock)).get(column)).clone();
    }

    /// The last finite value, if there is one.
    OptionalDouble end(String column) {
        return last.containsKey(column) ? OptionalDouble.of(last(column)) : OptionalDouble.empty();
    }

    /// Value, violation and multiplier of the constraint that names its bound, as columns; empty if none does.
    private static List<String> bounded(TrainParameters parameters) {
        List<Constraint> constraints = parameters.constraints().constraints();
        return IntStream.range(0, constraints.size())
                .filter(i -> constraints.get(i).named())
                .mapToObj(Constrained::columns)
                .findFirst()
                .orElse(List.of());
    }

    /// What that constraint bounds, at the end.
    OptionalDouble bounded() {
        return bounded(parameters).stream().findFirst().map(this::end).orElse(OptionalDouble.empty());
    }

    /// Its multiplier at the end.
    OptionalDouble multiplier() {
        return bounded(parameters).stream()
                .reduce((_, last) -> last)
                .map(this::end)
                .orElse(OptionalDouble.empty());
    }

    /// The last finite value; NaN if there is none.
    double last(String column) {
        return last.getOrDefault(column, Double.NaN);
    }

    /// Whether the value at a place is missing because the run was complete before.
    boolean hasEndedBefore(int place, double[] curve) {
        return status == RunStatus.COMPLETED
                && Arrays.stream(curve, place, curve.length).allMatch(Double::isNaN)
                && !Arrays.stream(curve, 0, place).allMatch(Double::isNaN);
    }
}
