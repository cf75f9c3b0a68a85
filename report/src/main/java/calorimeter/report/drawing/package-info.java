// SPDX-License-Identifier: Apache-2.0
/// Figures as files: the same [calorimeter.report.page.PanelFigure] that a page's script draws, drawn
/// here for paper.
///
/// Begin with [calorimeter.report.drawing.FigureDrawing], which lays out a figure, and
/// [calorimeter.report.drawing.Drawing], the strokes, areas and words that come of it.
/// [calorimeter.report.drawing.FileFormat] writes a drawing as SVG, PDF or PNG. `CurvePanel`, `MapPanel`
/// and `TrianglePanel` are the three kinds of panel; `Scale` places values, `Lettering` holds the font.
@NullMarked
package calorimeter.report.drawing;

import org.jspecify.annotations.NullMarked;
