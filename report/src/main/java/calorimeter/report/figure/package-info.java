// SPDX-License-Identifier: Apache-2.0
/// What figures of runs show, as data: which quantity of which run in which panel.
///
/// Read [calorimeter.report.figure.ReportedRun] first (a stored run under the names of its quantities), then
/// [calorimeter.report.figure.Figure] (one entry of `figures.json`, for one run, or of `comparison.json`, for
/// several) and [calorimeter.report.figure.FigurePlan] (what of it these runs have). Which figure shows which
/// quantity, with its caption and its equation, is data: a figure is added there, without a line of Java.
///
/// Imports [calorimeter.lab.run], [calorimeter.lab.store], `statistics` and, for what a quantity is,
/// [calorimeter.lab.observable]. It knows no page; what draws these figures is the script of
/// [calorimeter.report.page].
@NullMarked
package calorimeter.report.figure;

import org.jspecify.annotations.NullMarked;
