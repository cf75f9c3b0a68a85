// SPDX-License-Identifier: Apache-2.0
/// The commands `theory` and `ensemble`: statements tried on test systems, and a calculator of canonical states.
///
/// Read [calorimeter.app.cli.theory.TheoryCommand] first. May import no other family of commands.
@NullMarked
package calorimeter.app.cli.theory;

import org.jspecify.annotations.NullMarked;
