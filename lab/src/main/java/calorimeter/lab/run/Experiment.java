package calorimeter.lab.run;

import calorimeter.lab.observable.RunDivergedException;
import calorimeter.lab.store.Column;
import java.util.List;

/// Something that can be run, recorded, interrupted and continued with the same bits.
///
/// @param <P> all that decides its bits
/// @param <R> what it ends with
public interface Experiment<P extends Record, R extends Record> {

    /// Part of a run's identity; lower-case.
    String id();

    /// What a row of a new run holds.
    List<Column> columns(P parameters);

    /// Runs to its end, from the recorder's checkpoint if there is one. Draws all randomness from the
    /// parameters' seed.
    ///
    /// @param columns what a row holds: some of [#columns], as many as there were when the run was begun
    /// @throws RunDivergedException when a quantity is not finite any more
    /// @throws RunInterruptedException when the recorder asked to stop, after a checkpoint
    R run(P parameters, List<Column> columns, Recorder recorder) throws RunDivergedException, RunInterruptedException;
}
