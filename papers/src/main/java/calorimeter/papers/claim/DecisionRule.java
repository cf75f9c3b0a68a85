// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.statistics.estimate.Interval;
import java.util.function.DoubleFunction;

/// Decides by where the interval of an estimate lies.
public sealed interface DecisionRule permits Decision, Difference, Equivalence {

    /// @param intervals of the grounds' estimate, by confidence
    /// @param settings at how many settings a further seed would be run
    Verdict.Tested of(Grounds grounds, DoubleFunction<Interval> intervals, int settings);
}
