// SPDX-License-Identifier: Apache-2.0
/// Text and JSON for people and programs: tables, numbers and times, a line of progress.
///
/// Read [calorimeter.app.cli.text.TextTable] first. May import `command`; every family of commands may import it.
@NullMarked
package calorimeter.app.cli.text;

import org.jspecify.annotations.NullMarked;
