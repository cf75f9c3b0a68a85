// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import java.util.OptionalDouble;

/// What the evidence says of a claim. A refutation is a result like any other.
///
/// [Prediction#judge] gives the verdict of a claim by itself; [Family] then takes the number of claims judged
/// together into account, and only that verdict is shown.
public sealed interface Verdict {

    sealed interface Tested extends Verdict {

        Grounds grounds();

        /// Two-sided p-value, of the claim by itself or adjusted for its family. Empty where the rule is no
        /// statistical test: an identity holds to rounding or fails, "in every" meets a counterexample or not.
        OptionalDouble pValue();
    }

    record Supported(Grounds grounds, OptionalDouble pValue) implements Tested {}

    record Refuted(Grounds grounds, OptionalDouble pValue) implements Tested {}

    /// The interval allows both.
    record Undecided(Grounds grounds, OptionalDouble pValue, Missing missing) implements Tested {

        /// What it lacks, in words.
        public String advice() {
            return missing.text(pValue.isPresent());
        }
    }

    /// Nothing was measured.
    record NotTested(String reason) implements Verdict {}

    /// The verdict of a rule: support comes before refutation.
    ///
    /// @param missing what would decide it when it is neither
    static Tested of(Grounds grounds, boolean supports, boolean refutes, OptionalDouble pValue, Missing missing) {
        return supports
                ? new Supported(grounds, pValue)
                : refutes ? new Refuted(grounds, pValue) : new Undecided(grounds, pValue, missing);
    }

    /// The verdict of a rule that is a statistical test.
    static Tested of(Grounds grounds, boolean supports, boolean refutes, double pValue, Missing missing) {
        return of(grounds, supports, refutes, OptionalDouble.of(pValue), missing);
    }

    /// The verdict of a rule that always decides and is no statistical test.
    static Tested decided(Grounds grounds, boolean supports) {
        return of(grounds, supports, !supports, OptionalDouble.empty(), Missing.NOTHING);
    }

    default String word() {
        return switch (this) {
            case Supported supported -> "Supported";
            case Refuted refuted -> "Refuted";
            case Undecided undecided -> "Undecided";
            case NotTested notTested -> "NotTested";
        };
    }
}
