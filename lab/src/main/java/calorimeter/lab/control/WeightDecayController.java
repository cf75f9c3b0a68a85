// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.control;

import calorimeter.lab.observable.Instrument;
import calorimeter.lab.observable.Moment;
import calorimeter.lab.observable.Quantity;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Follows a [ControlLaw] in time: reads training accuracy and V once in a period, and sets the weight decay of the
/// updates until the next reading.
///
/// The gate opens at the first reading with enough training accuracy and stays open (ours: the source does not
/// say what happens when accuracy falls back). Until then λ = λ₀. A sensor with a cold start is not read before.
/// V is measured on the probe examples. Accuracy is that of the whole training set, and is not asked for any more once
/// the gate is open.
public final class WeightDecayController implements Controller {

    private static final String STATE = "control/state";
    private static final int FIELDS = 9;

    private final WeightDecayControl control;
    private final double base;

    /// Step of the last reading: a step is read once, however often it is sensed.
    private long readAt = -1;

    /// λ summed over all updates so far.
    private double sum;

    private boolean open;

    /// V of the last reading.
    private double variance = Double.NaN;

    /// How many rates dV/dt have been seen.
    private long rates;

    /// μ of the threshold and discrete laws, m of the z-score.
    private double mean;

    /// v of the z-score.
    private double spread;

    /// μ or Z, NaN before the first rate.
    private double signal = Double.NaN;

    /// λ − λ₀ until the next reading.
    private double increment;

    /// @param base λ₀
    public WeightDecayController(WeightDecayControl control, double base) {
        this.control = control;
        this.base = base;
    }

    @Override
    public void sense(Moment moment) {
        int period = control.period() == 0 ? moment.stepsPerEpoch() : control.period();
        if (moment.step() % period != 0 || moment.step() == readAt) {
            return;
        }
        readAt = moment.step();
        if (!open) {
            gate(moment.train().accuracy());
        }
        if (listens()) {
            read(moment.landscape().variance(), (double) period / moment.stepsPerEpoch());
        }
    }

    boolean open() {
        return open;
    }

    /// First half of a reading; without effect once the gate is open.
    void gate(double trainingAccuracy) {
        open |= trainingAccuracy >= control.gate();
    }

    /// Whether V is needed at this reading.
    boolean listens() {
        return switch (control.law()) {
            case ControlLaw.Constant constant -> false;
            case ControlLaw.ZScore score -> open || !score.coldStart();
            case ControlLaw.Threshold threshold -> true;
            case ControlLaw.Discrete discrete -> true;
        };
    }

    /// Second half of a reading, when it [#listens].
    ///
    /// @param epochs since the reading before
    void read(double value, double epochs) {
        if (Double.isNaN(variance)) {
            variance = value;
            return;
        }
        double rate = (value - variance) / epochs;
        variance = value;
        double asked = switch (control.law()) {
            case ControlLaw.Constant constant -> 0;
            case ControlLaw.Threshold law -> {
                smooth(law.smoothing(), rate);
                yield law.gain() * Math.max(0, mean - law.threshold());
            }
            case ControlLaw.Discrete law -> {
                smooth(law.smoothing(), rate);
                yield mean > law.threshold() ? law.increment() : 0;
            }
            case ControlLaw.ZScore law -> {
                score(law.smoothing(), rate);
                yield rates == 0 ? 0 : Math.max(0, signal - law.level());
            }
        };
        rates++;
        increment = open ? asked : 0;
    }

    private void smooth(double a, double rate) {
        mean = a * mean + (1 - a) * rate;
        signal = mean;
    }

    private void score(double a, double rate) {
        if (rates == 0) {
            mean = rate;
            signal = 0;
            return;
        }
        double distance = rate - mean;
        mean = mean + (1 - a) * distance;
        spread = a * (spread + (1 - a) * distance * distance);
        signal = spread > 0 ? (rate - mean) / Math.sqrt(spread) : 0;
    }

    @Override
    public void act(Hands hands) {
        sum += weightDecay();
        hands.setWeightDecay(weightDecay());
    }

    /// λ of the updates until the next reading.
    double weightDecay() {
        return base + increment;
    }

    /// μ or Z of the last reading, by the law; NaN before the first rate.
    double signal() {
        return signal;
    }

    @Override
    public List<Quantity> quantities() {
        return List.of(
                new Quantity("weight-decay", "λ", "weight decay of the next update"),
                new Quantity("weight-decay.mean", "⟨λ⟩", "weight decay averaged over all updates so far"),
                new Quantity(
                        "weight-decay.signal",
                        "μ or Z",
                        "what the weight-decay controller goes by: smoothed dV/dt per epoch, or its z-score"));
    }

    @Override
    public double[] measure(Moment moment) {
        return new double[] {weightDecay(), sum / moment.step(), signal};
    }

    @Override
    public SortedMap<String, double[]> state() {
        double[] fields = {readAt, sum, open ? 1 : 0, variance, rates, mean, spread, signal, increment};
        return new TreeMap<>(Map.of(STATE, fields));
    }

    @Override
    public void restore(SortedMap<String, double[]> saved) {
        double[] fields = Instrument.saved(saved, STATE);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException(
                    "the weight-decay controller was given " + fields.length + " numbers but needs " + FIELDS);
        }
        readAt = (long) fields[0];
        sum = fields[1];
        open = fields[2] == 1;
        variance = fields[3];
        rates = (long) fields[4];
        mean = fields[5];
        spread = fields[6];
        signal = fields[7];
        increment = fields[8];
    }
}
