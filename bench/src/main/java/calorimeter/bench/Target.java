package calorimeter.bench;

import java.util.Locale;
import java.util.Optional;

/// What the engine is meant to reach, and what it has reached.
///
/// @param quantity in words
/// @param bound that the median must not miss
/// @param direction on which side of the bound it must lie
/// @param measured empty when it was not measured, for the reason in `note`
/// @param note what was compared, or why nothing was
public record Target(String quantity, double bound, Direction direction, Optional<Sample> measured, String note) {

    /// Where the goal lies.
    public enum Direction {
        AT_LEAST,
        AT_MOST
    }

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
        return measured.map(this::judge).orElse(Verdict.NOT_MEASURED);
    }

    private Verdict judge(Sample sample) {
        boolean met = direction == Direction.AT_LEAST ? sample.median() >= bound : sample.median() <= bound;
        return met ? Verdict.MET : Verdict.MISSED;
    }

    public String requirement() {
        return (direction == Direction.AT_LEAST ? "≥ " : "≤ ")
                + (bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound));
    }
}
