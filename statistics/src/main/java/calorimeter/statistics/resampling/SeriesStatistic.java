package calorimeter.statistics.resampling;

/// A number computed from one run's series, which may depend on what else is known of the run, such as the time
/// of an event.
@FunctionalInterface
public interface SeriesStatistic {

    /// @param run index of the run
    /// @param values its series on a grid, not to be kept or changed
    double of(int run, double... values);
}
