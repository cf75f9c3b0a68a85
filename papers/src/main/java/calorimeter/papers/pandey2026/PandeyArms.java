package calorimeter.papers.pandey2026;

import calorimeter.papers.claim.Arm;

/// The arms of the paired comparison: equal seeds begin alike, see the same split and the same batches.
final class PandeyArms {

    /// No intervention.
    static final Arm BASELINE = arm("BASELINE", "baseline");

    /// The z-score controller from a cold start.
    static final Arm COLD_START = arm("COLD_START", "z-score, cold start");

    /// The z-score controller with a sensor that runs from the first step.
    static final Arm CONTINUOUS_SENSOR = arm("CONTINUOUS_SENSOR", "z-score, continuous sensor");

    /// Weight decay proportional to the rate of V.
    static final Arm RATE = arm("RATE", "rate of V");

    /// One step of the weight decay.
    static final Arm DISCRETE = arm("DISCRETE", "discrete step");

    /// Constant weight decay of the same mean as the cold start's.
    static final Arm EQUAL_MEAN = arm("EQUAL_MEAN", "constant, equal mean");

    private PandeyArms() {}

    private static Arm arm(String name, String title) {
        return new Arm(name, title, Arm.Role.JUDGED);
    }
}
