// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import java.util.Arrays;
import java.util.List;

/// What the source publishes of p = 59: the delay T_grok of each of its 12 seeds, and the mean logit scale, by the
/// positions of the knobs (Truong, arXiv:2606.18465).
///
/// @param delays in steps
/// @param logitScale at the logged step nearest to the median delay
record PublishedDelays(Knobs knobs, List<Integer> delays, double logitScale) {

    static final int MODULUS = 59;

    /// w_c, the median over its free runs of the norm at grokking.
    static final double REFERENCE_NORM = 54.489;

    /// α in T_grok ∝ exp(α ‖W‖).
    static final double SLOPE = 0.140;

    static final List<PublishedDelays> ALL = List.of(
            of(Knobs.FREE, 24.14, 5425, 5525, 5350, 4825, 4550, 4750, 5400, 4650, 5225, 5375, 3725, 4225),
            of(Knobs.BASELINE, 23.87, 4150, 3825, 3600, 3525, 3400, 3850, 3975, 3625, 3725, 3775, 3150, 3525),
            of(
                    new Knobs(1.15, 1),
                    34.31,
                    13575,
                    12850,
                    12475,
                    12275,
                    11575,
                    12825,
                    12950,
                    12275,
                    12800,
                    12725,
                    11350,
                    12125),
            of(new Knobs(1.15, 1.3), 26.50, 7175, 6925, 6400, 6800, 6325, 7150, 6950, 6800, 7000, 6850, 6075, 6325),
            of(new Knobs(1.15, 1.5), 23.13, 5150, 4600, 4475, 4675, 4525, 4725, 4775, 4725, 5025, 4875, 4275, 4475),
            of(new Knobs(1.15, 1.7), 20.89, 3800, 3400, 3500, 3425, 3600, 3475, 3400, 3400, 3725, 3700, 3300, 3350));

    PublishedDelays {
        delays = List.copyOf(delays);
    }

    private static PublishedDelays of(Knobs knobs, double logitScale, Integer... delays) {
        return new PublishedDelays(knobs, Arrays.asList(delays), logitScale);
    }

    double[] logarithms() {
        return delays.stream().mapToDouble(delay -> Math.log(delay)).toArray();
    }
}
