// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import calorimeter.papers.campaign.Size;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many of what [BiReproduction] runs.
///
/// @param moduli system sizes
/// @param fractions train fractions, rising
/// @param seeds of each modulus and fraction
/// @param steps of every run: m is measured at the same step in all
/// @param changes settings other than the preset's
record BiGrid(List<Integer> moduli, List<Double> fractions, int seeds, int steps, Map<String, String> changes) {

    private static final int PUBLISHED_STEPS = 40_000;

    BiGrid {
        moduli = List.copyOf(moduli);
        fractions = List.copyOf(fractions);
        // sorted: the grid's text is declared, and must be the same in every process
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    }

    /// The grid as a design declares it. These characters are identities in stores of before: none may change.
    String words() {
        return "BiGrid[moduli=" + moduli + ", fractions=" + fractions + ", seeds=" + seeds + ", steps=" + steps
                + ", changes=" + changes + "]";
    }

    static BiGrid of(Size size) {
        return switch (size) {
            case QUICK ->
                new BiGrid(
                        List.of(11, 13, 17, 19, 23),
                        List.of(0.4, 0.55, 0.7, 0.85),
                        12,
                        800,
                        Map.of(
                                "layers", "1",
                                "width", "24",
                                "heads", "2",
                                "mlp-width", "48",
                                "learning-rate", "0.003",
                                "log-every", "100",
                                "log-spaced", "10",
                                "probe-size", "32"));
            case STANDARD ->
                new BiGrid(
                        List.of(23, 31, 41, 53, 61),
                        List.of(0.3, 0.35, 0.4, 0.45, 0.5),
                        6,
                        8_000,
                        Map.of("log-every", "200"));
            case FULL ->
                new BiGrid(
                        List.of(31, 41, 53, 61, 71, 83, 97),
                        List.of(0.30, 0.34, 0.37, 0.38, 0.39, 0.40, 0.41, 0.42, 0.43, 0.46, 0.50),
                        10,
                        PUBLISHED_STEPS,
                        Map.of());
        };
    }

    /// Says what makes the runs unlike the source's; empty when nothing does.
    String unlike() {
        if (changes.containsKey("width")) {
            return "this size trains a smaller model of the same family at p from " + moduli.getFirst() + " to "
                    + moduli.getLast() + " for " + steps + " steps";
        }
        return steps == PUBLISHED_STEPS
                ? ""
                : "this size trains for " + steps + " steps, not the source's " + PUBLISHED_STEPS;
    }
}
