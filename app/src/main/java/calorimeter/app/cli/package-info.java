// SPDX-License-Identifier: Apache-2.0
/// The command line: what is typed becomes calls of the floors below, what they return becomes text or JSON.
///
/// Read [calorimeter.app.cli.CalorimeterCommand] first: it lists the commands, and a further one is one more line
/// there. A command is a class with picocli's annotations that takes a [calorimeter.app.cli.command.CommandContext],
/// its only view of the world outside, so that tests run it in-process. [calorimeter.app.cli.Main] is the process
/// around it, and [calorimeter.app.cli.FailureReport] decides what a failure prints and which exit status it has.
///
/// What every command keeps: results go to standard output and everything else to standard error; `--json` prints
/// exactly one JSON value; exit status 0 is done, 1 is failed, 2 is bad input; bad input is one line.
///
/// Each family of commands is a package of its own (`train`, `sweep`, `runs`, …) and knows no other. What they share
/// stands below them: `command`, `text`, `view`, `settings`.
///
/// May import everything below; nothing imports it.
@NullMarked
package calorimeter.app.cli;

import org.jspecify.annotations.NullMarked;
