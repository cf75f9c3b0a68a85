// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import calorimeter.papers.claim.Evidence;
import calorimeter.report.page.PanelFigure;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The figures of [TanakaReproduction], each where there is evidence for it.
final class TanakaFigures {

    private TanakaFigures() {}

    static List<PanelFigure> all(Evidence evidence, TanakaGrid grid) {
        return Stream.of(
                        new NormFigures(evidence, grid).all(),
                        new FormulaFigures(evidence, grid).all(),
                        new LearningFigures(evidence, grid).all(),
                        new BreakingFigures(evidence, grid).all())
                .flatMap(List::stream)
                .flatMap(Optional::stream)
                .toList();
    }
}
