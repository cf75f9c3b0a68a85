package calorimeter.papers.pandey2026;

import calorimeter.papers.campaign.Size;
import calorimeter.papers.claim.Arm;
import java.util.List;

/// How many of what [PandeyReproduction] runs.
///
/// @param modulus 97 in the source
/// @param seeds paired in all arms
/// @param arms besides the baseline
/// @param budget most steps of a run
record PandeyGrid(int modulus, int seeds, List<Arm> arms, int budget) {

    /// The source's number of epochs; ten steps each at p = 97.
    private static final int BUDGET = 70_000;

    PandeyGrid {
        arms = List.copyOf(arms);
        if (arms.contains(PandeyArms.EQUAL_MEAN) && !arms.contains(PandeyArms.COLD_START)) {
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
            case QUICK -> new PandeyGrid(31, 3, List.of(PandeyArms.COLD_START, PandeyArms.EQUAL_MEAN), 6_000);
            case STANDARD -> new PandeyGrid(97, 8, List.of(PandeyArms.COLD_START, PandeyArms.EQUAL_MEAN), BUDGET);
            case FULL ->
                new PandeyGrid(
                        97,
                        20,
                        List.of(
                                PandeyArms.COLD_START,
                                PandeyArms.EQUAL_MEAN,
                                PandeyArms.CONTINUOUS_SENSOR,
                                PandeyArms.RATE,
                                PandeyArms.DISCRETE),
                        BUDGET);
        };
    }
}
