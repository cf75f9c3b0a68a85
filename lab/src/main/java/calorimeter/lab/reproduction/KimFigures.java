package calorimeter.lab.reproduction;

import calorimeter.lab.claim.Arm;
import calorimeter.lab.claim.Evidence;
import calorimeter.lab.claim.PeakRule;
import calorimeter.lab.reproduction.PaperFigure.Panel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

final class KimFigures {
    private KimFigures() {}

    static List<PaperFigure> all(Evidence evidence, PeakRule rule, Optional<Arm> control) {
        return List.of();
    }
}
