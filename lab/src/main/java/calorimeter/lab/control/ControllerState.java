package calorimeter.lab.control;

/// What a [WeightDecayController] carries from one reading to the next.
///
/// @param open whether the gate has opened
/// @param variance V of the last reading, NaN before the first
/// @param rates how many rates dV/dt have been seen
/// @param mean μ of the threshold and discrete laws, m of the z-score
/// @param spread v of the z-score
/// @param signal μ or Z, NaN before the first rate
/// @param increment λ − λ₀ until the next reading
public record ControllerState(
        boolean open, double variance, long rates, double mean, double spread, double signal, double increment) {

    public static final ControllerState START = new ControllerState(false, Double.NaN, 0, 0, 0, Double.NaN, 0);

    ControllerState opened() {
        return new ControllerState(true, variance, rates, mean, spread, signal, increment);
    }

    /// With a first V, from which no rate follows yet.
    ControllerState begun(double first) {
        return new ControllerState(open, first, rates, mean, spread, signal, increment);
    }
}
