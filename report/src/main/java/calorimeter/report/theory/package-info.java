// SPDX-License-Identifier: Apache-2.0
/// The theory drawn, and tried on trained weights.
///
/// Read first: [calorimeter.report.theory.TheoryPage] (one HTML page of figures, in the frame of
/// [calorimeter.report.page.HtmlPage]), then the figures, each computed where it is described:
/// [calorimeter.report.theory.SpecificHeatFigure], [calorimeter.report.theory.RelaxationFigure],
/// [calorimeter.report.theory.OrbitFigure] and [calorimeter.report.theory.GoldstoneFigure]. A figure is data
/// ([calorimeter.report.page.PanelFigure]); theory.js in this package's resources draws it.
///
/// For a stored run, [calorimeter.report.theory.TrainedRows] makes the attention rows of its newest checkpoint,
/// [calorimeter.report.theory.GoldstoneSpectrum] measures them and [calorimeter.report.theory.TrainedPositions] states
/// what that supports or refutes.
@NullMarked
package calorimeter.report.theory;

import org.jspecify.annotations.NullMarked;
