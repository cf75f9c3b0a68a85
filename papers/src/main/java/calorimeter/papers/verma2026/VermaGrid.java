// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import calorimeter.papers.campaign.Size;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How many of what [VermaReproduction] runs.
///
/// @param modulus 97 in the source
/// @param decays λ, rising; those from `collapse` on are not fitted
/// @param collapse the λ from which on training collapses
/// @param seeds of each λ
/// @param budget most steps of a run
/// @param generalised test accuracy that counts as generalised
/// @param sustain steps for which an accuracy must be kept
/// @param changes settings other than the preset's
record VermaGrid(
        int modulus,
        List<Double> decays,
        double collapse,
        int seeds,
        int budget,
        double generalised,
        int sustain,
        Map<String, String> changes) {

    static final int PUBLISHED_MODULUS = 97;

    VermaGrid {
        decays = List.copyOf(decays);
        // sorted: the grid's text is declared, and must be the same in every process
        changes = Collections.unmodifiableMap(new TreeMap<>(changes));
    }

    /// The grid as a design declares it. These characters are identities in stores of before: none may change.
    String words() {
        return "VermaGrid[modulus=" + modulus + ", decays=" + decays + ", collapse=" + collapse + ", seeds=" + seeds
                + ", budget=" + budget + ", generalised=" + generalised + ", sustain=" + sustain + ", changes="
                + changes + "]";
    }

    static VermaGrid of(Size size) {
        return switch (size) {
            // A model this small trains unsteadily at a rate at which it generalises within the budget, so that
            // accuracies are kept for less long.
            case QUICK ->
                new VermaGrid(
                        23,
                        List.of(0.1, 0.3, 0.5, 0.7, 1.0, 1.4, 1.8, 10.0),
                        5,
                        8,
                        3000,
                        0.9,
                        50,
                        Map.of(
                                "train-fraction", "0.8",
                                "layers", "1",
                                "width", "32",
                                "heads", "4",
                                "mlp-width", "64",
                                "learning-rate", "0.003",
                                "log-every", "20",
                                "log-spaced", "30",
                                "probe-size", "64"));
            case STANDARD ->
                new VermaGrid(
                        PUBLISHED_MODULUS,
                        List.of(0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 10.0),
                        5,
                        4,
                        20_000,
                        0.95,
                        500,
                        Map.of());
            case FULL ->
                new VermaGrid(
                        PUBLISHED_MODULUS,
                        List.of(
                                0.0, 0.001, 0.002, 0.005, 0.0075, 0.01, 0.0125, 0.015, 0.02, 0.03, 0.05, 0.1, 0.2, 0.5,
                                1.0, 2.0, 5.0, 10.0),
                        5,
                        10,
                        20_000,
                        0.95,
                        500,
                        Map.of());
        };
    }

    /// Why our λ_c is not compared with the source's: fewer runs generalise in fewer steps, most of all near
    /// λ_c, so a threshold belongs to its budget.
    String thresholdUnlike() {
        return unlike().isEmpty()
                ? "λ_c belongs to the budget of " + budget + " steps, and the source's budget is not known"
                : unlike();
    }

    /// Says what makes the runs unlike the source's; empty when nothing does.
    String unlike() {
        return modulus == PUBLISHED_MODULUS && changes.isEmpty()
                ? ""
                : "this size trains a smaller model of the same family at p = " + modulus + ", not the source's at p = "
                        + PUBLISHED_MODULUS;
    }
}
