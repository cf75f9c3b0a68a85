package calorimeter.lab.control;

/// Follows a [ControlLaw] in time: is told training accuracy and V at each reading, and says the weight decay of
/// the updates until the next.
///
/// The gate opens at the first reading with enough training accuracy and stays open (ours: the source does not
/// say what happens when accuracy falls back). Until then λ = λ₀. A sensor with a cold start is not read before.
///
/// All state is [ControllerState], which a checkpoint keeps.
public final class WeightDecayController {

    private final WeightDecayControl control;
    private final double base;
    private final double epochsPerReading;
    private ControllerState state = ControllerState.START;

    /// @param base λ₀
    /// @param epochsPerReading time between two readings
    public WeightDecayController(WeightDecayControl control, double base, double epochsPerReading) {
        if (!(epochsPerReading > 0 && epochsPerReading < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "time between readings is " + epochsPerReading + " epochs but must be positive");
        }
        this.control = control;
        this.base = base;
        this.epochsPerReading = epochsPerReading;
    }

    public boolean open() {
        return state.open();
    }

    /// First half of a reading; without effect once the gate is open.
    public void gate(double trainingAccuracy) {
        if (trainingAccuracy >= control.gate()) {
            state = state.opened();
        }
    }

    /// Whether V is needed at this reading.
    public boolean listens() {
        return switch (control.law()) {
            case ControlLaw.Constant constant -> false;
            case ControlLaw.ZScore score -> state.open() || !score.coldStart();
            case ControlLaw.Threshold threshold -> true;
            case ControlLaw.Discrete discrete -> true;
        };
    }

    /// Second half of a reading, when it [#listens].
    public void read(double variance) {
        if (Double.isNaN(state.variance())) {
            state = state.begun(variance);
            return;
        }
        double rate = (variance - state.variance()) / epochsPerReading;
        state = switch (control.law()) {
            case ControlLaw.Constant constant -> state;
            case ControlLaw.Threshold law -> {
                double mean = smoothed(law.smoothing(), rate);
                yield after(variance, mean, 0, mean, law.gain() * Math.max(0, mean - law.threshold()));
            }
            case ControlLaw.Discrete law -> {
                double mean = smoothed(law.smoothing(), rate);
                yield after(variance, mean, 0, mean, mean > law.threshold() ? law.increment() : 0);
            }
            case ControlLaw.ZScore law -> scored(law, variance, rate);
        };
    }

    private double smoothed(double smoothing, double rate) {
        return smoothing * state.mean() + (1 - smoothing) * rate;
    }

    private ControllerState scored(ControlLaw.ZScore law, double variance, double rate) {
        if (state.rates() == 0) {
            return after(variance, rate, 0, 0, 0);
        }
        double a = law.smoothing();
        double distance = rate - state.mean();
        double mean = state.mean() + (1 - a) * distance;
        double spread = a * (state.spread() + (1 - a) * distance * distance);
        double score = spread > 0 ? (rate - mean) / Math.sqrt(spread) : 0;
        return after(variance, mean, spread, score, Math.max(0, score - law.level()));
    }

    private ControllerState after(double variance, double mean, double spread, double signal, double increment) {
        return new ControllerState(
                state.open(), variance, state.rates() + 1, mean, spread, signal, state.open() ? increment : 0);
    }

    /// λ of the updates until the next reading.
    public double weightDecay() {
        return base + state.increment();
    }

    /// μ or Z of the last reading, by the law; NaN before the first rate.
    public double signal() {
        return state.signal();
    }

    public ControllerState state() {
        return state;
    }

    public void restore(ControllerState saved) {
        state = saved;
    }
}
