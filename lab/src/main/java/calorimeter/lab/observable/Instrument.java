// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// Measures some quantities of a training run at every logged step.
///
/// An instrument serves one run. What it carries from one logged step to the next goes into checkpoints, so that a
/// resumed run measures the same bits.
public interface Instrument {

    /// What it measures, in the order of its values.
    List<Quantity> quantities();

    /// Looks at every step, before the update. At a logged step it comes before [#measure]; a step that is
    /// repeated after a checkpoint is shown again.
    default void follow(Moment moment) {}

    /// One value for each quantity, NaN where it does not exist at this moment. Called at every logged step, before
    /// the update.
    double[] measure(Moment moment);

    /// Fills in what depends on the update that follows. Called after that update, which the last row has none of.
    ///
    /// @param before parameters of the moment
    /// @param after parameters one update later
    /// @param values what [#measure] gave
    default void updated(float[] before, float[] after, double[] values) {}

    /// What it carries on, by the name of the tensor in the checkpoint: `instrument/` and a name of its own (older ones
    /// have others). The names are the same from the beginning on.
    default SortedMap<String, double[]> state() {
        return new TreeMap<>();
    }

    /// Continues from what [#state] was at a checkpoint.
    ///
    /// @param saved the state of all instruments
    /// @throws IllegalArgumentException when that is not a state of this instrument
    default void restore(SortedMap<String, double[]> saved) {}

    /// An instrument of one quantity without state.
    static Instrument of(Quantity quantity, ToDoubleFunction<Moment> measure) {
        return new Instrument() {
            @Override
            public List<Quantity> quantities() {
                return List.of(quantity);
            }

            @Override
            public double[] measure(Moment moment) {
                return new double[] {measure.applyAsDouble(moment)};
            }
        };
    }

    /// Finds one tensor of a saved state.
    ///
    /// @throws IllegalArgumentException when it is not there
    static double[] saved(SortedMap<String, double[]> state, String name) {
        double[] values = state.get(name);
        if (values == null) {
            throw new IllegalArgumentException("there is no tensor '" + name + "' of float64");
        }
        return values;
    }
}
