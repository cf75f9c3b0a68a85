package calorimeter.lab.run;

import calorimeter.lab.control.ControlLaw;
import calorimeter.lab.control.WeightDecayControl;
import java.util.Map;

/// The weight-decay controller among the settings: from text and back. Settings that a law does not have are left
/// out.
final class ControllerSettings {

    private enum Controller {
        NONE,
        THRESHOLD,
        ZSCORE_COLD_START,
        ZSCORE_CONTINUOUS,
        DISCRETE
    }

    private static final double LARGEST = 1e6;
    private static final String ANY = "a number between -1e6 and 1e6";
    private static final String NOT_NEGATIVE = "a number from 0 to 1e6";

    private ControllerSettings() {}

    static WeightDecayControl read(SettingValues values) {
        return switch (values.choice(Setting.WEIGHT_DECAY_CONTROLLER, Controller.class)) {
            case NONE -> WeightDecayControl.NONE;
            case THRESHOLD ->
                control(
                        values,
                        new ControlLaw.Threshold(
                                values.number(Setting.CONTROLLER_GAIN, 0, LARGEST, NOT_NEGATIVE),
                                threshold(values),
                                smoothing(values)));
            case DISCRETE ->
                control(
                        values,
                        new ControlLaw.Discrete(
                                values.number(Setting.CONTROLLER_STEP, 0, LARGEST, NOT_NEGATIVE),
                                threshold(values),
                                smoothing(values)));
            case ZSCORE_COLD_START -> control(values, score(values, true));
            case ZSCORE_CONTINUOUS -> control(values, score(values, false));
        };
    }

    private static WeightDecayControl control(SettingValues values, ControlLaw law) {
        return new WeightDecayControl(
                law,
                values.number(Setting.CONTROLLER_GATE, 0, 1, "in [0, 1]"),
                values.integer(Setting.CONTROLLER_PERIOD, 0));
    }

    private static ControlLaw score(SettingValues values, boolean coldStart) {
        return new ControlLaw.ZScore(
                values.number(Setting.CONTROLLER_Z, -LARGEST, LARGEST, ANY), smoothing(values), coldStart);
    }

    private static double threshold(SettingValues values) {
        return values.number(Setting.CONTROLLER_THRESHOLD, -LARGEST, LARGEST, ANY);
    }

    private static double smoothing(SettingValues values) {
        return values.number(Setting.CONTROLLER_SMOOTHING, 0, Math.nextDown(1.0), "in [0, 1)");
    }

    static void put(Map<Setting, String> values, WeightDecayControl control) {
        switch (control.law()) {
            case ControlLaw.Constant constant -> {
                values.put(Setting.WEIGHT_DECAY_CONTROLLER, SettingValues.text(Controller.NONE));
                return;
            }
            case ControlLaw.Threshold law -> {
                put(values, Controller.THRESHOLD, law.smoothing());
                values.put(Setting.CONTROLLER_GAIN, Double.toString(law.gain()));
                values.put(Setting.CONTROLLER_THRESHOLD, Double.toString(law.threshold()));
            }
            case ControlLaw.Discrete law -> {
                put(values, Controller.DISCRETE, law.smoothing());
                values.put(Setting.CONTROLLER_STEP, Double.toString(law.increment()));
                values.put(Setting.CONTROLLER_THRESHOLD, Double.toString(law.threshold()));
            }
            case ControlLaw.ZScore law -> {
                put(
                        values,
                        law.coldStart() ? Controller.ZSCORE_COLD_START : Controller.ZSCORE_CONTINUOUS,
                        law.smoothing());
                values.put(Setting.CONTROLLER_Z, Double.toString(law.level()));
            }
        }
        values.put(Setting.CONTROLLER_GATE, Double.toString(control.gate()));
        values.put(Setting.CONTROLLER_PERIOD, Integer.toString(control.period()));
    }

    private static void put(Map<Setting, String> values, Controller controller, double smoothing) {
        values.put(Setting.WEIGHT_DECAY_CONTROLLER, SettingValues.text(controller));
        values.put(Setting.CONTROLLER_SMOOTHING, Double.toString(smoothing));
    }
}
