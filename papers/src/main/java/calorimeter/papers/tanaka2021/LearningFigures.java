// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import static calorimeter.papers.tanaka2021.ChargePanels.plain;
import static calorimeter.papers.tanaka2021.TanakaClaims.momentum;
import static calorimeter.papers.tanaka2021.TanakaClaims.number;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// What norms of filters do to learning: free against frozen ones, and scaled at initialisation.
final class LearningFigures {

    private final Evidence evidence;
    private final TanakaGrid grid;

    LearningFigures(Evidence evidence, TanakaGrid grid) {
        this.evidence = evidence;
        this.grid = grid;
    }

    List<Optional<PanelFigure>> all() {
        return List.of(frozen(), scaled());
    }

    private Optional<PanelFigure> frozen() {
        List<Panel> panels = new ArrayList<>();
        for (double momentum : grid.momenta()) {
            for (double decay : grid.decays()) {
                panels.add(frozen(momentum, decay));
            }
        }
        return ChargePanels.figure(
                "frozen",
                "Free against frozen norms",
                "Test accuracy at the last step of the grid over the learning rate: norms of filters that move freely, and"
                        + " norms that every step restores, which leaves the direction alone to learn. Points: seeds."
                        + " Lines: their means.",
                "",
                panels);
    }

    private Panel frozen(double momentum, double decay) {
        List<Curve> means = new ArrayList<>();
        List<Curve> seeds = new ArrayList<>();
        for (Arm arm : List.of(TanakaPlan.FREE, TanakaPlan.FROZEN)) {
            double aside = arm.equals(TanakaPlan.FREE) ? 0.93 : 1.07;
            Points mean = new Points();
            Points each = new Points();
            for (double rate : grid.rates()) {
                double[] accuracies = evidence.runs(arm).stream()
                        .filter(run -> TanakaClaims.isRate(run, rate) && momentum(run) == momentum)
                        .filter(run -> number(run, RunEvidence.WEIGHT_DECAY) == decay)
                        .mapToDouble(TanakaClaims::accuracy)
                        .toArray();
                each.addAll(rate * aside, accuracies);
                Arrays.stream(accuracies).average().ifPresent(value -> mean.add(rate, value));
            }
            means.add(mean.drawn(arm.title(), arm.equals(TanakaPlan.FREE) ? Style.LINE : Style.FIT));
            seeds.add(each.drawn(arm.title() + ", seeds", Style.POINTS));
        }
        means.addAll(seeds);
        return ChargePanels.panel(
                "β = " + plain(momentum) + ", k = " + plain(decay),
                Axis.logarithmic("learning rate η"),
                Axis.share("test accuracy"),
                means);
    }

    private Optional<PanelFigure> scaled() {
        return ChargePanels.figure(
                "scaled",
                "Filters scaled at initialisation",
                "Training loss at η = " + plain(TanakaPlan.SCALED_RATE) + ", β = " + plain(grid.largestMomentum())
                        + ", k = 0 with the filters multiplied by a factor c before the first step, by seed. The factor leaves"
                        + " the loss of a batch as it is and divides the gradient of the filters, so that their direction"
                        + " turns as if the learning rate were η/c². The first points are evaluated with running averages"
                        + " that know no batch yet, and there the factor is seen.",
                "<span><i>f</i>(<i>cw</i>) = <i>f</i>(<i>w</i>)</span><span>∇<i>f</i>(<i>cw</i>) ="
                        + " ∇<i>f</i>(<i>w</i>)/<i>c</i></span>",
                LongStream.range(0, grid.seeds()).mapToObj(this::scaled).toList());
    }

    private Panel scaled(long seed) {
        List<Curve> curves = new ArrayList<>();
        for (double scale : TanakaPlan.SCALES) {
            ChargePanels.first(
                            evidence,
                            TanakaPlan.SCALED,
                            run -> run.seed() == seed && number(run, ChargeRun.SCALE) == scale)
                    .ifPresent(run -> curves.add(
                            ChargePanels.over(run, "train.loss").drawn("factor " + plain(scale), Style.LINE)));
        }
        return ChargePanels.panel("seed " + seed, ChargePanels.STEPS, Axis.linear("training loss (nats)"), curves);
    }
}
