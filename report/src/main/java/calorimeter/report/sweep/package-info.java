// SPDX-License-Identifier: Apache-2.0
/// A sweep's own page: runs that differ in their seeds alone are one group, shown with intervals over seeds.
///
/// Read [calorimeter.report.sweep.SweepAxes] first (which settings vary, and what a group is), then
/// [calorimeter.report.sweep.SweptRun] (what is kept of a run, so that a thousand fit) and
/// [calorimeter.report.sweep.SweepPage]. Figures are [calorimeter.report.page.PanelFigure]s; which quantities have
/// curves says `sweep.json` of [calorimeter.report.figure].
///
/// Imports [calorimeter.report.figure], [calorimeter.report.page], `lab` and `statistics`.
@NullMarked
package calorimeter.report.sweep;

import org.jspecify.annotations.NullMarked;
