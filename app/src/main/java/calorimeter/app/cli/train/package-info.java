// SPDX-License-Identifier: Apache-2.0
/// The command `train`: one run, live.
///
/// Read [calorimeter.app.cli.train.TrainCommand] first. May import no other family of commands.
@NullMarked
package calorimeter.app.cli.train;

import org.jspecify.annotations.NullMarked;
