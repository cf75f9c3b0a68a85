// SPDX-License-Identifier: Apache-2.0
/// The command `sweep`: a grid of runs.
///
/// Read [calorimeter.app.cli.sweep.SweepCommand] first. May import no other family of commands.
@NullMarked
package calorimeter.app.cli.sweep;

import org.jspecify.annotations.NullMarked;
