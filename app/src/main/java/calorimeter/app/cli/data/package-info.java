// SPDX-License-Identifier: Apache-2.0
/// The command `data list`: which image data sets lie on this machine.
///
/// Read [calorimeter.app.cli.data.DataListCommand] first. May import no other family of commands.
@NullMarked
package calorimeter.app.cli.data;

import org.jspecify.annotations.NullMarked;
