// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.control;

import calorimeter.lab.observable.Instrument;
import calorimeter.lab.observable.Moment;

/// Acts on a run by what it senses of it. It is an instrument too: what it does is recorded, and its state goes into
/// checkpoints.
///
/// At every step it senses, is measured if the step is logged, and acts; a step that is repeated after a checkpoint
/// is sensed again.
public interface Controller extends Instrument {

    /// Looks at the run before an update; cheap unless it is time for a reading.
    void sense(Moment moment);

    /// Moves what the next update is made with.
    void act(Hands hands);
}
