// SPDX-License-Identifier: Apache-2.0
/// The command `bench`, and the hidden command of the child process in which it times the engine.
///
/// Read [calorimeter.app.cli.bench.BenchCommand] first. May import no other family of commands.
@NullMarked
package calorimeter.app.cli.bench;

import org.jspecify.annotations.NullMarked;
