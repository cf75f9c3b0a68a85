package calorimeter.papers.tanaka2021;

import calorimeter.papers.claim.Evidence;
import calorimeter.report.page.PanelFigure;
import java.util.List;

final class TanakaFigures {
    static List<PanelFigure> all(Evidence evidence, TanakaGrid grid) {
        return List.of();
    }
}
