// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

/// What a claim says one will see. Open: a reproduction may bring its own.
public interface Prediction {

    /// The prediction and the rule that judges it, with every threshold; part of a claim's identity. Its words are
    /// written out: what a type, a constant or an arm is called in the program must not change them.
    String text();

    /// Whether its verdict is a statistical test, which counts in the family also when it has no p-value yet: the
    /// number of tests is fixed by the claims, not by what the data allow to be tested.
    default boolean isTest() {
        return true;
    }

    /// The tests whose p-values are adjusted together. An experiment added later names a family of its own,
    /// so that what was judged before stays as it was; its words say so.
    default String family() {
        return "";
    }

    /// What the evidence says by that rule, before [Family] takes the number of claims judged together into account.
    Verdict judge(Evidence evidence);
}
