// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import calorimeter.lab.run.Setting;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.text.NearestNames;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Hue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The settings in which runs of a sweep differ: one is the axis, others cut the sweep into slices, and some follow
/// from the axis. What has the same value of the axis and lies in the same slice differs in its seed alone.
///
/// @param axis key of a setting, or `preset`; empty if runs differ in their seeds alone
/// @param values of the axis; ascending if they are numbers
/// @param others keys of the settings that make slices
/// @param slices what the others are in each: `train-fraction = 0.6`; a single empty text if there are none
/// @param followers keys of settings that have one value for each value of the axis
public record SweepAxes(
        String axis, List<String> values, List<String> others, List<String> slices, List<String> followers) {

    /// A logarithmic axis pays from here on.
    private static final double WIDE = 8;

    private static final String SEED = Setting.SEED.key();

    /// @param by key of the axis; null for the setting with most values
    /// @throws IllegalArgumentException if the runs do not differ in `by`; it names the settings in which they do
    public static SweepAxes of(List<TrainParameters> runs, @Nullable String by) {
        List<String> varied = Sweep.varied(runs);
        if (by != null && !varied.contains(by)) {
            throw new IllegalArgumentException("the runs do not differ in '" + by + "'; "
                    + (varied.isEmpty() ? "there is no axis" : "the axes are " + String.join(", ", varied))
                    + NearestNames.suggestion(by, varied));
        }
        List<String> keys = varied.stream().filter(key -> !key.equals(SEED)).toList();
        String axis = by != null
                ? by
                : keys.stream()
                        .max(Comparator.comparingInt(key -> values(runs, key).size()))
                        .orElse("");
        if (axis.isEmpty()) {
            return new SweepAxes("", List.of("all seeds"), List.of(), List.of(""), List.of());
        }
        List<String> followers = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String key : keys) {
            if (!key.equals(axis)) {
                (follows(runs, axis, key) ? followers : others).add(key);
            }
        }
        Comparator<TrainParameters> order = (_, _) -> 0;
        for (String key : others) {
            List<String> ordered = values(runs, key);
            order = order.thenComparingInt(run -> ordered.indexOf(Sweep.setting(run, key)));
        }
        List<String> slices = runs.stream()
                .sorted(order)
                .map(run -> slice(others, run))
                .distinct()
                .toList();
        return new SweepAxes(axis, values(runs, axis), others, slices, followers);
    }

    private static List<String> values(List<TrainParameters> runs, String key) {
        return sorted(
                runs.stream().map(run -> Sweep.setting(run, key)).collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    /// Numbers ascending, anything else as it came.
    private static List<String> sorted(Set<String> values) {
        return areNumbers(values)
                ? values.stream()
                        .sorted(Comparator.comparingDouble(Double::parseDouble))
                        .toList()
                : List.copyOf(values);
    }

    private static boolean areNumbers(Iterable<String> values) {
        for (String value : values) {
            if (!value.matches("[+-]?[0-9.]+([eE][+-]?[0-9]+)?")) {
                return false;
            }
        }
        return true;
    }

    private static boolean follows(List<TrainParameters> runs, String axis, String key) {
        Map<String, String> first = new LinkedHashMap<>();
        return runs.stream().allMatch(run -> {
            String value = Sweep.setting(run, key);
            return value.equals(first.computeIfAbsent(Sweep.setting(run, axis), place -> value));
        });
    }

    private static String slice(List<String> others, TrainParameters run) {
        return others.stream().map(key -> key + " = " + Sweep.setting(run, key)).collect(Collectors.joining(", "));
    }

    /// The groups by slice, and in a slice by value of the axis.
    public List<RunGroup> groups(List<SweptRun> runs) {
        Map<List<Integer>, List<SweptRun>> found = new LinkedHashMap<>();
        for (SweptRun run : runs) {
            int value = axis.isEmpty() ? 0 : values.indexOf(Sweep.setting(run.parameters(), axis));
            int slice = slices.indexOf(slice(others, run.parameters()));
            found.computeIfAbsent(List.of(slice, value), key -> new ArrayList<>())
                    .add(run);
        }
        return found.entrySet().stream()
                .map(entry ->
                        new RunGroup(entry.getKey().getLast(), entry.getKey().getFirst(), entry.getValue()))
                .sorted(Comparator.comparingInt(RunGroup::slice).thenComparingInt(RunGroup::value))
                .toList();
    }

    /// What a value of the axis is called: `p = 23`.
    String name(int value) {
        return axis.isEmpty() ? values.get(value) : axis + " = " + values.get(value);
    }

    boolean isNumeric() {
        return !axis.isEmpty() && areNumbers(values);
    }

    /// The colour of a value of the axis.
    Hue hue(int value) {
        return new Hue(value, values.size(), isNumeric());
    }

    /// The colour of a slice.
    Hue sliceHue(int slice) {
        boolean ordered = others.size() == 1
                && areNumbers(slices.stream()
                        .map(text -> text.substring(text.lastIndexOf(' ') + 1))
                        .toList());
        return new Hue(slice, slices.size(), ordered);
    }

    /// Numbers at their places; categories where there are slices, which stand beside each other.
    Axis x() {
        if (!isNumeric() || slices.size() > 1) {
            return categories();
        }
        double least = Double.parseDouble(values.getFirst());
        double greatest = Double.parseDouble(values.getLast());
        return least > 0 && greatest / least >= WIDE ? Axis.logarithmic(axis) : Axis.linear(axis);
    }

    Axis categories() {
        return Axis.categories(axis.isEmpty() ? "runs" : axis, values);
    }

    /// Where a group stands on [#x].
    double place(RunGroup group) {
        if (x().categories().isEmpty()) {
            return Double.parseDouble(values.get(group.value()));
        }
        double offset = (group.slice() + 0.5) / slices.size() - 0.5;
        return group.value() + 0.7 * offset;
    }
}
