// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.pandey2026;

import calorimeter.papers.campaign.Size;
import calorimeter.papers.claim.Arm;
import java.util.List;

/// How many of what [PandeyReproduction] runs, in the arms of the paired comparison: equal seeds begin alike, see the
/// same split and the same batches.
///
/// @param modulus 97 in the source
/// @param seeds paired in all arms
/// @param arms besides the baseline
/// @param budget most steps of a run
record PandeyGrid(int modulus, int seeds, List<Arm> arms, int budget) {

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

    /// The source's number of epochs; ten steps each at p = 97.
    private static final int BUDGET = 70_000;

    PandeyGrid {
        arms = List.copyOf(arms);
        if (arms.contains(EQUAL_MEAN) && !arms.contains(COLD_START)) {
            throw new IllegalArgumentException("the arm of equal mean needs the cold start, whose mean it takes");
        }
    }

    /// The grid as a design declares it. These characters are identities in stores of before: none may change.
    String words() {
        return "PandeyGrid[modulus=" + modulus + ", seeds=" + seeds + ", arms=" + Arm.names(arms) + ", budget=" + budget
                + "]";
    }

    static PandeyGrid of(Size size) {
        return switch (size) {
            case QUICK -> new PandeyGrid(31, 3, List.of(COLD_START, EQUAL_MEAN), 6_000);
            case STANDARD -> new PandeyGrid(97, 8, List.of(COLD_START, EQUAL_MEAN), BUDGET);
            case FULL ->
                new PandeyGrid(97, 20, List.of(COLD_START, EQUAL_MEAN, CONTINUOUS_SENSOR, RATE, DISCRETE), BUDGET);
        };
    }

    private static Arm arm(String name, String title) {
        return new Arm(name, title, Arm.Role.JUDGED);
    }
}
