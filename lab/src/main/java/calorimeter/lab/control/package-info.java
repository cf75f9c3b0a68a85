// SPDX-License-Identifier: Apache-2.0
/// Controllers: from what is measured during a run to what is done to it. So far one, which moves the weight decay by
/// the landscape variance V.
///
/// Read [calorimeter.lab.control.Controller] first, then `ControlLaw` (the equations) and `WeightDecayController` (how
/// a law is followed in time). `Hands` is what a controller can move. Imports `lab.observable`: a controller is an
/// instrument that acts.
@NullMarked
package calorimeter.lab.control;

import org.jspecify.annotations.NullMarked;
