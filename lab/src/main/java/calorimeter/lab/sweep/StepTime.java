package calorimeter.lab.sweep;

/// Measured time of one step of a shape, logging included.
///
/// @param seconds of one step
/// @param runs finished runs that it was measured on; 0 for a trial
/// @param steps that it was measured on
public record StepTime(double seconds, int runs, long steps) {

    public boolean isTrial() {
        return runs == 0;
    }
}
