/// Controllers: from what is measured during a run to what is done to it. So far one hand on the run, the weight
/// decay, moved by one sensor, the landscape variance V.
///
/// Read [calorimeter.lab.control.ControlLaw] first (the equations), then `WeightDecayController` (how a law is
/// followed in time). `lab.run` joins it to a trainer.
@NullMarked
package calorimeter.lab.control;

import org.jspecify.annotations.NullMarked;
