// SPDX-License-Identifier: Apache-2.0
/// HTML pages: one file each that needs no network, with figures, their definitions, the numbers behind them.
///
/// Read [calorimeter.report.page.RunReport] first (the report of one run or of several side by side), then
/// [calorimeter.report.page.HtmlPage] (the frame that all pages share) and [calorimeter.report.page.Html] (how
/// text enters a page: escaped, unless it is HTML already). [calorimeter.report.page.PanelFigures] is for pages
/// of plain panels. The page's HTML, CSS and JavaScript are in this package's resources.
///
/// Imports [calorimeter.report.figure], what that imports, Jackson and, as a file to inline, Apache ECharts.
@NullMarked
package calorimeter.report.page;

import org.jspecify.annotations.NullMarked;
