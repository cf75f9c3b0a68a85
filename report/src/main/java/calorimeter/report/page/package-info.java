/// A training run as one HTML file that needs no network: figures, their definitions, the numbers behind them.
///
/// Read [calorimeter.report.page.RunReportData] first (what a report is made from), then
/// [calorimeter.report.page.RunReport] (how it is put together). Which figure shows which quantity, with its
/// caption and its equation, is data: `figures.json` for one run, `comparison.json` for several, beside the
/// page's HTML, CSS and JavaScript in this package's resources. A figure is added there, without a line of
/// Java.
///
/// A quantity goes by its name in the catalogue of `lab.observable`, in figures, page data and CSV alike. `TrainReport`
/// reads stored runs; whoever has arrays can have a report without it.
@NullMarked
package calorimeter.report.page;

import org.jspecify.annotations.NullMarked;
