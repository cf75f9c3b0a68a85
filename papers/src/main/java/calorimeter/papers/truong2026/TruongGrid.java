// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.campaign.Size;
import calorimeter.papers.claim.Arm;
import java.util.List;
import java.util.stream.Stream;

/// How many of what [TruongReproduction] runs. Clamped runs with cross entropy are the arm [Arm#SWEPT].
///
/// @param moduli p; 59 is the one whose delays are published
/// @param seeds of every setting, 0 and up
/// @param collapses whether the grid of clamps and temperatures is filled
/// @param unordered whether splits without leak are run
/// @param attention whether both temperatures are turned on a transformer
record TruongGrid(List<Integer> moduli, int seeds, boolean collapses, boolean unordered, boolean attention) {

    /// Weight decay alone.
    static final Arm FREE = new Arm("FREE", "free norm", Arm.Role.JUDGED);

    /// Clamped, with squared error for loss.
    static final Arm SQUARED = new Arm("SQUARED_ERROR", "squared error", Arm.Role.JUDGED);

    /// Clamped, (a, b) and (b, a) on one side of the split.
    static final Arm UNORDERED = new Arm("UNORDERED", "unordered pairs", Arm.Role.JUDGED);

    /// A transformer whose norm is free, with its temperatures turned one at a time.
    static final Arm ATTENTION = new Arm("ATTENTION", "transformer", Arm.Role.JUDGED);

    /// The update from which on norms are held.
    static final int CLAMPED_FROM = 500;

    static final List<Double> DOSES = List.of(0.85, 0.9, 0.95, 1.0, 1.05, 1.1, 1.15);

    static final Knobs WARM = new Knobs(1, 1.7);

    TruongGrid {
        moduli = List.copyOf(moduli);
    }

    static TruongGrid of(Size size) {
        return switch (size) {
            case QUICK -> new TruongGrid(List.of(PublishedDelays.MODULUS), 4, false, false, false);
            case STANDARD -> new TruongGrid(List.of(PublishedDelays.MODULUS), 12, true, true, true);
            case FULL -> new TruongGrid(List.of(PublishedDelays.MODULUS, 67, 83, 97, 113), 12, true, true, true);
        };
    }

    /// The grid as a design declares it. These characters are identities in stores: none may change.
    String words() {
        return "TruongGrid[moduli=" + moduli + ", seeds=" + seeds + ", collapses=" + collapses + ", unordered="
                + unordered + "]";
    }

    /// Clamps of the six published settings; the sixth is the free norm.
    static List<Knobs> published() {
        return Recovery.knobs();
    }

    /// Clamps of the dose response that the published settings do not have.
    static List<Knobs> further() {
        return DOSES.stream()
                .map(ratio -> new Knobs(ratio, 1))
                .filter(knobs -> !published().contains(knobs))
                .toList();
    }

    /// Cells of the grid of clamps and temperatures that neither of the others has.
    List<Knobs> rest() {
        return collapses
                ? DelayFollowsLogitScale.knobs().stream()
                        .filter(knobs ->
                                !published().contains(knobs) && !further().contains(knobs))
                        .toList()
                : List.of();
    }

    int clampedCells() {
        return (int)
                Stream.of(published(), further(), rest()).mapToLong(List::size).sum();
    }
}
