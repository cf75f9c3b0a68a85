// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.random.Seed;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.Setting;
import calorimeter.lab.run.SettingException;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/// A preset, settings that are the same in every run, and axes: the runs are all combinations of the axes'
/// values, the first axis slowest and the last fastest; without an axis a single run. Settings with an interval are
/// drawn at random ([#sample]), and every draw is combined with all of that.
///
/// ```java
/// List<TrainParameters> runs = new SweepGrid("nanda")
///         .set("max-steps", "20000", "--max-steps")
///         .set("p", "23,53,97", "--p")
///         .set("seeds", "0..9", "--seeds")
///         .runs();
/// ```
public final class SweepGrid {

    /// More runs than anybody computes.
    public static final int MOST_RUNS = 100_000;

    private final String preset;
    private final Map<String, SweepAxis.Value> fixed = new LinkedHashMap<>();
    private final List<SweepAxis> axes = new ArrayList<>();
    private final List<SweepInterval> intervals = new ArrayList<>();
    private final Map<String, String> places = new LinkedHashMap<>();

    /// @throws SettingException if there is no such preset
    public SweepGrid(String preset) {
        this.preset = Presets.find(preset).key();
    }

    /// Gives a setting a value for all runs, several in turn, or an interval to draw from, whichever the text is.
    ///
    /// @throws SweepException if there is no such setting, it has been given before, or the text means nothing
    public SweepGrid set(String key, String text, String place) {
        Optional<SweepInterval> interval = SweepInterval.parse(key, text, place);
        if (interval.isPresent()) {
            requireOnce(interval.get().key(), place);
            intervals.add(interval.get());
            return this;
        }
        return SweepAxis.isList(text) ? vary(SweepAxis.parse(key, text, place)) : fix(key, text, place);
    }

    /// Gives a setting one value for all runs.
    ///
    /// @throws SweepException if there is no such setting or it has been given before
    public SweepGrid fix(String key, String text, String place) {
        String setting = SweepAxis.settingKey(key);
        SweepAxis.requireSetting(setting, place);
        SweepAxis.requireNoDash(key, text, place);
        requireOnce(setting, place);
        fixed.put(setting, new SweepAxis.Value(text, place));
        return this;
    }

    /// Adds an axis, faster than those before it.
    ///
    /// @throws SweepException if the setting has been given before
    public SweepGrid vary(SweepAxis axis) {
        requireOnce(axis.key(), axis.values().getFirst().place());
        axes.add(axis);
        return this;
    }

    private void requireOnce(String key, String place) {
        String before = places.putIfAbsent(key, place);
        if (before != null) {
            throw new SweepException(key + " is given twice (" + before + "; " + place + "); leave one out");
        }
    }

    /// Where each setting was given, by its key, in that order.
    public Map<String, String> places() {
        return Collections.unmodifiableMap(places);
    }

    /// All combinations, all of them checked.
    ///
    /// @throws SweepException if there are too many runs, settings do not fit one another, or there is an interval
    /// @throws SettingException if a value is not one that its setting can have
    public List<TrainParameters> runs() {
        if (!intervals.isEmpty()) {
            SweepInterval first = intervals.getFirst();
            throw new SweepException(first.key() + " has an interval (" + first.place() + ") but nothing says how many"
                    + " values to draw; give --sample N, or write from:to:step, as 0.1:1:0.1, or log:from:to:count, as"
                    + " log:1e-3:1:7");
        }
        return combinations(1, k -> List.of());
    }

    /// So many draws from the intervals, each with all combinations; a larger sample begins with the same runs.
    ///
    /// @param seed of the draws, not of the runs
    /// @throws SweepException if nothing can be drawn, or as [#runs]
    /// @throws SettingException as [#runs], also for the ends of an interval
    public List<TrainParameters> sample(int count, long seed) {
        if (intervals.isEmpty()) {
            throw new SweepException("--sample " + count + " draws from intervals, as --learning-rate log:1e-4:1e-2 or"
                    + " --weight-decay 0:1, but there is none; give one, or leave --sample out");
        }
        List<TrainParameters> ends = combinations(
                2,
                k -> intervals.stream().map(interval -> interval.ends().get(k)).toList());
        Seed root = Seed.of(seed).child("sweep-sample");
        List<List<SweepAxis.Value>> draws = intervals.stream()
                .map(interval -> interval.draws(root, count, isInteger(interval, ends)))
                .toList();
        return combinations(
                count, k -> draws.stream().map(values -> values.get(k)).toList());
    }

    private static boolean isInteger(SweepInterval interval, List<TrainParameters> runs) {
        Setting setting = Setting.of(interval.key()).orElseThrow();
        return runs.stream().flatMap(run -> setting.typed(run).stream()).anyMatch(Long.class::isInstance);
    }

    /// @param drawn the intervals' values of each draw
    private List<TrainParameters> combinations(int draws, IntFunction<List<SweepAxis.Value>> drawn) {
        int size = requireCount(draws);
        List<TrainParameters> runs = new ArrayList<>(draws * size);
        for (int draw = 0; draw < draws; draw++) {
            List<SweepAxis.Value> values = drawn.apply(draw);
            for (int index = 0; index < size; index++) {
                runs.add(run(values, index));
            }
        }
        return runs;
    }

    private int requireCount(int draws) {
        long count = draws;
        for (SweepAxis axis : axes) {
            count *= axis.values().size();
            if (count > MOST_RUNS) {
                throw new SweepException("the grid has more than " + MOST_RUNS + " runs; split it");
            }
        }
        return (int) (count / draws);
    }

    /// The digits of the index in the mixed radix of the axes' sizes are positions on the axes.
    private TrainParameters run(List<SweepAxis.Value> drawn, int index) {
        SettingValues values = SettingValues.ofPreset(preset);
        fixed.forEach((key, value) -> values.put(key, value.text(), value.place()));
        StringBuilder label = new StringBuilder();
        for (int i = 0; i < drawn.size(); i++) {
            String key = intervals.get(i).key();
            values.put(key, drawn.get(i).text(), drawn.get(i).place());
            label.append(' ').append(key).append('=').append(drawn.get(i).text());
        }
        int rest = index;
        for (SweepAxis axis : axes.reversed()) {
            int size = axis.values().size();
            SweepAxis.Value value = axis.values().get(rest % size);
            rest /= size;
            values.put(axis.key(), value.text(), value.place());
            label.insert(0, " " + axis.key() + "=" + value.text());
        }
        try {
            return TrainParameters.of(preset, values);
        } catch (SettingException e) {
            throw e; // names value and place already
        } catch (IllegalArgumentException e) {
            throw new SweepException("the run" + label + " cannot be: " + e.getMessage());
        }
    }
}
