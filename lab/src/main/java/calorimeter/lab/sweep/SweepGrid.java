package calorimeter.lab.sweep;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.SettingException;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A preset, settings that are the same in every run, and axes: the runs are all combinations of the axes'
/// values, the first axis slowest and the last fastest; without an axis a single run.
///
/// ```java
/// List<TrainParameters> runs = new SweepGrid("nanda")
///         .fix("max-steps", "20000", "--max-steps")
///         .vary(SweepAxis.parse("p", "23,53,97", "--p"))
///         .vary(SweepAxis.parse("seed", "0..9", "--seeds"))
///         .runs();
/// ```
public final class SweepGrid {

    private static final int MOST_RUNS = 100_000;

    private final String preset;
    private final Map<String, SweepAxis.Value> fixed = new LinkedHashMap<>();
    private final List<SweepAxis> axes = new ArrayList<>();

    private final Map<String, String> places = new LinkedHashMap<>();

    /// @throws SettingException if there is no such preset
    public SweepGrid(String preset) {
        this.preset = Presets.find(preset).key();
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
    /// @throws SweepException if there are too many runs, or settings do not fit one another
    /// @throws SettingException if a value is not one that its setting can have
    public List<TrainParameters> runs() {
        int count = requireCount();
        List<TrainParameters> runs = new ArrayList<>(count);
        for (int index = 0; index < count; index++) {
            runs.add(run(index));
        }
        return runs;
    }

    private int requireCount() {
        long count = 1;
        for (SweepAxis axis : axes) {
            count *= axis.values().size();
            if (count > MOST_RUNS) {
                throw new SweepException("the grid has more than " + MOST_RUNS + " runs; split it");
            }
        }
        return (int) count;
    }

    /// The digits of the index in the mixed radix of the axes' sizes are positions on the axes.
    private TrainParameters run(int index) {
        SettingValues values = SettingValues.ofPreset(preset);
        fixed.forEach((key, value) -> values.put(key, value.text(), value.place()));
        StringBuilder label = new StringBuilder();
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
