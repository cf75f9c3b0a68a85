// SPDX-License-Identifier: Apache-2.0
/// Runs and sweeps as more than one command finds, names and shows them.
///
/// Read [calorimeter.app.cli.view.RecordedSweep] first. May import `lab`, `report` and what stands below them,
/// `command` and `text`; every family of commands may import it.
@NullMarked
package calorimeter.app.cli.view;

import org.jspecify.annotations.NullMarked;
