package calorimeter.report.theory;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The figures of `./calorimeter theory --plot`.
public final class TheoryFigures {

    private TheoryFigures() {}

    /// @param trained measured on a stored run, if one was asked for
    public static List<TheoryFigure> all(Optional<TrainedPositions> trained) {
        List<TheoryFigure> figures = new ArrayList<>(List.of(
                SpecificHeatFigure.ofTwoLevels(),
                RelaxationFigure.figure(),
                OrbitFigure.figure(),
                GoldstoneFigure.random(RandomRows.spectra())));
        trained.ifPresent(measured -> figures.add(GoldstoneFigure.trained(measured.system(), measured.spectra())));
        return List.copyOf(figures);
    }
}
