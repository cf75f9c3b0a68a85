package calorimeter.bench;

import java.util.Locale;
import java.util.Optional;

/// A goal of the engine, and what it has reached.
///
/// @param quantity in words
/// @param bound that the median must not miss
/// @param atLeast whether the bound is the least that will do, or else the most
/// @param measured empty when it was not measured, for the reason in `note`
/// @param note what was compared, or why nothing was
public record Target(String quantity, double bound, boolean atLeast, Optional<Sample> measured, String note) {

    /// What became of a target.
    public enum Verdict {
        MET,
        MISSED,
        NOT_MEASURED;

        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
    }

    public Verdict verdict() {
        return measured.map(Sample::median)
                .map(median -> (atLeast ? median >= bound : median <= bound) ? Verdict.MET : Verdict.MISSED)
                .orElse(Verdict.NOT_MEASURED);
    }

    public String requirement() {
        return (atLeast ? "≥ " : "≤ ") + (bound == Math.rint(bound) ? Long.toString((long) bound) : bound);
    }
}
