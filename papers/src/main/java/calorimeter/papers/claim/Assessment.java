package calorimeter.papers.claim;

import java.util.OptionalDouble;

/// What one prediction's rule says of the evidence, before [Family] corrects for multiplicity.
public sealed interface Assessment {

    /// Which way the rule decides.
    enum Leaning {
        SUPPORTS,
        REFUTES,
        NEITHER
    }

    /// The evidence could be measured.
    ///
    /// @param pValue two-sided p-value of the decision; empty where the rule is no test: an identity that holds
    ///     to rounding or fails, a universal statement that meets a counterexample
    /// @param missing what would decide it, when it is not decided
    record Measured(Finding finding, Leaning leaning, OptionalDouble pValue, Missing missing) implements Assessment {}

    /// There is nothing to measure, with the reason.
    record Unmeasured(String reason) implements Assessment {}

    static Measured decided(Finding finding, boolean supports) {
        return new Measured(
                finding, supports ? Leaning.SUPPORTS : Leaning.REFUTES, OptionalDouble.empty(), Missing.NOTHING);
    }

    static Measured tested(Finding finding, Leaning leaning, double pValue, Missing missing) {
        return new Measured(finding, leaning, OptionalDouble.of(pValue), missing);
    }
}
