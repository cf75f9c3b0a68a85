// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.campaign.Aligned;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.kim2026.Tempering.Pair;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What turning attention's temperature does to the delay and to C.
final class TemperatureFigure {

    private TemperatureFigure() {}

    /// Empty without runs of an arm.
    static Optional<PanelFigure> of(Evidence evidence) {
        if (Tempering.ALL.stream().allMatch(turned -> turned.pairs(evidence).isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(PanelFigure.of(
                "temperature",
                "Attention's temperature turned",
                "ln of the step of generalisation over that of the main run with the same seed, one point a pair, and the"
                        + " mean with its 95 % interval (Student); runs that do not generalise count at their last step."
                        + " Then C of the read rows and the training loss, mean over the runs that generalise, at p = "
                        + Tempering.PRIME + ".",
                List.of(
                        delays(evidence),
                        aligned(evidence, Signal.READ.symbol(), Signal.READ.column(), Axis.linear("C_read")),
                        aligned(evidence, "Training loss", RunEvidence.TRAIN_LOSS, Axis.logarithmic("loss")))));
    }

    private static Panel delays(Evidence evidence) {
        Points seeds = new Points();
        Points means = new Points();
        for (int place = 0; place < Tempering.ALL.size(); place++) {
            double[] ratios = Tempering.ALL.get(place).pairs(evidence).stream()
                    .mapToDouble(Pair::delay)
                    .toArray();
            seeds.addAll(place - 0.12, ratios);
            if (ratios.length > 1) {
                means.addMean(place + 0.12, ratios, Family.CONFIDENCE);
            }
        }
        return Panel.of(
                        "Delay",
                        Axis.categories(
                                "", Tempering.ARMS.stream().map(Arm::title).toList()),
                        Axis.linear("ln of the ratio"),
                        List.of(seeds.drawn("pairs", Style.POINTS), means.drawn("mean", Style.POINTS)))
                .with(List.of(new Line(false, 0, "")));
    }

    private static Panel aligned(Evidence evidence, String title, String column, Axis axis) {
        List<Curve> curves = new ArrayList<>();
        curves.add(Aligned.mean(
                "main",
                evidence.generalised(Arm.MAIN).stream()
                        .filter(run -> run.modulus() == Tempering.PRIME)
                        .toList(),
                column));
        Tempering.ARMS.forEach(arm -> curves.add(Aligned.mean(arm.title(), evidence.generalised(arm), column)));
        return Aligned.panel(title, axis, curves);
    }
}
