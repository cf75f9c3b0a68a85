// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.physics.noether.DrivenOscillator;
import calorimeter.physics.noether.LearningRule;
import calorimeter.physics.noether.NeuralMechanics;

/// One update of the parameters, as theory sees it.
///
/// @param rule    in force
/// @param applied the same, but undamped if it was PyTorch's first step
/// @param linear  one step of the printed prediction of a translation; see [#descends]
/// @param squared one step of that of a quadratic charge
record Update(LearningRule rule, LearningRule applied, DrivenOscillator linear, DrivenOscillator squared) {

    /// @param first whether it was the first of the run
    static Update of(LearningRule rule, boolean first) {
        return new Update(
                rule,
                first ? rule.firstStepOfPyTorch() : rule,
                NeuralMechanics.translation(rule).step(),
                NeuralMechanics.quadratic(rule).step());
    }

    /// Whether it had no momentum, so that the predictions are of first order.
    boolean descends() {
        return rule.momentum() == 0;
    }
}
