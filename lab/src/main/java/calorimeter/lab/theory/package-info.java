/// The theory drawn, and tried on trained weights.
///
/// Read first: [calorimeter.lab.theory.TheoryPage] (one HTML page of figures, in the frame of
/// [calorimeter.lab.report.HtmlPage]), then the figures, each computed where it is described:
/// [calorimeter.lab.theory.SpecificHeatFigure], [calorimeter.lab.theory.RelaxationFigure],
/// [calorimeter.lab.theory.OrbitFigure] and [calorimeter.lab.theory.GoldstoneFigure]. A figure is data
/// ([calorimeter.lab.theory.TheoryFigure]); theory.js in this package's resources draws it.
///
/// Of a stored run, [calorimeter.lab.theory.TrainedRows] makes the attention rows of its newest checkpoint,
/// [calorimeter.lab.theory.GoldstoneSpectrum] measures them and [calorimeter.lab.theory.TrainedPositions] states
/// what that supports or refutes.
@NullMarked
package calorimeter.lab.theory;

import org.jspecify.annotations.NullMarked;
