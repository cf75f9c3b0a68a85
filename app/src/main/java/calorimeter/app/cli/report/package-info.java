// SPDX-License-Identifier: Apache-2.0
/// The commands `report` and `export`: pages about runs, and files for other programs.
///
/// Read [calorimeter.app.cli.report.ReportCommand] first. May import no other family of commands.
@NullMarked
package calorimeter.app.cli.report;

import org.jspecify.annotations.NullMarked;
