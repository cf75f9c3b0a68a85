package calorimeter.papers.claim;

import java.util.OptionalDouble;

/// What became of a claim. A refutation is a result like any other.
public sealed interface Verdict {

    /// A verdict with numbers behind it.
    sealed interface Tested extends Verdict {
        Finding finding();

        /// Two-sided p-value, adjusted for the family; empty where the rule is no statistical test.
        OptionalDouble adjustedPValue();
    }

    /// As predicted.
    record Supported(Finding finding, OptionalDouble adjustedPValue) implements Tested {}

    /// Not as predicted.
    record Refuted(Finding finding, OptionalDouble adjustedPValue) implements Tested {}

    /// The interval allows both.
    record Undecided(Finding finding, OptionalDouble adjustedPValue, Missing missing) implements Tested {

        /// What it lacks, in words.
        public String advice() {
            return missing.text(adjustedPValue.isPresent());
        }
    }

    /// Nothing was measured.
    record NotTested(String reason) implements Verdict {}

    /// One word, as tables show it.
    default String word() {
        return switch (this) {
            case Supported supported -> "Supported";
            case Refuted refuted -> "Refuted";
            case Undecided undecided -> "Undecided";
            case NotTested notTested -> "NotTested";
        };
    }
}
