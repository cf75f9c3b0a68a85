// SPDX-License-Identifier: Apache-2.0
/// What every command stands on: its [calorimeter.app.cli.command.CommandContext], the options that many have,
/// bad input, the signal to stop.
///
/// Read [calorimeter.app.cli.command.CommandContext] first. May import the store and text of `lab`; every other
/// package of the command line imports it.
@NullMarked
package calorimeter.app.cli.command;

import org.jspecify.annotations.NullMarked;
