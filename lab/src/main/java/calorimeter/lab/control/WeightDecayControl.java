// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.control;

import static calorimeter.engine.range.OutOfRangeException.require;

/// A law, and when it listens and acts.
///
/// @param gate training accuracy at which the law begins to act: the source's 0.99 says that the training set is
///     memorised; 0 opens at the first reading
/// @param period updates from one reading of the sensor to the next; 0 means one epoch, as in the source, which is
///     one update where every batch is the whole training set (ours: the source trains on minibatches)
public record WeightDecayControl(ControlLaw law, double gate, int period) {

    /// The weight decay of the settings, throughout.
    public static final WeightDecayControl NONE = new WeightDecayControl(ControlLaw.CONSTANT, 0, 0);

    public WeightDecayControl {
        require(gate >= 0 && gate <= 1, "controller gate", gate, "in [0, 1]");
        require(period >= 0, "controller period", period, "0 (one epoch) or a number of updates");
    }

    public boolean acts() {
        return !(law instanceof ControlLaw.Constant);
    }
}
