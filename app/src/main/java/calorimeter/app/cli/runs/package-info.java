// SPDX-License-Identifier: Apache-2.0
/// The commands `runs list`, `show`, `compare`, `delete`, `pack` and `add`: what the store holds.
///
/// Read [calorimeter.app.cli.runs.RunsCommand] first. May import no other family of commands.
@NullMarked
package calorimeter.app.cli.runs;

import org.jspecify.annotations.NullMarked;
