// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.pandey2026;

import calorimeter.papers.campaign.Aligned;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.classical.Mean;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The figures of pandey2026.
final class PandeyFigures {

    private final Evidence evidence;
    private final PandeyGrid grid;
    private final List<Arm> arms;

    private PandeyFigures(Evidence evidence, PandeyGrid grid) {
        this.evidence = evidence;
        this.grid = grid;
        arms = Stream.concat(Stream.of(PandeyGrid.BASELINE), grid.arms().stream())
                .filter(arm -> !evidence.generalised(arm).isEmpty())
                .toList();
    }

    static List<PanelFigure> all(Evidence evidence, PandeyGrid grid) {
        PandeyFigures figures = new PandeyFigures(evidence, grid);
        return figures.arms.isEmpty() ? List.of() : List.of(figures.epochs(), figures.aligned());
    }

    private double epoch(RunEvidence run) {
        return run.generalised() / PandeyReproduction.stepsPerEpoch(grid.modulus());
    }

    private PanelFigure epochs() {
        List<Line> published = grid.modulus() == PandeyReproduction.PUBLISHED_MODULUS
                ? List.of(
                        new Line(false, PandeyReproduction.PUBLISHED_LEAST, "published, least of ten"),
                        new Line(false, PandeyReproduction.PUBLISHED_MEAN, "published mean"),
                        new Line(false, PandeyReproduction.PUBLISHED_GREATEST, "published, greatest of ten"))
                : List.of();
        Points seeds = new Points();
        Points means = new Points();
        Points saved = new Points();
        for (int place = 0; place < arms.size(); place++) {
            List<RunEvidence> runs = evidence.generalised(arms.get(place));
            double[] epochs = runs.stream().mapToDouble(this::epoch).toArray();
            seeds.addAll(place - 0.1, epochs);
            means.add(place + 0.1, Mean.of(epochs, Family.CONFIDENCE));
            if (place > 0) {
                addSaved(saved, place, runs);
            }
        }
        Axis places = Axis.categories("", arms.stream().map(Arm::title).toList());
        List<Panel> panels = new ArrayList<>();
        panels.add(Panel.of(
                        "Epoch of generalisation",
                        places,
                        Axis.linear("epoch"),
                        List.of(seeds.drawn("seeds", Style.POINTS), means.drawn("mean", Style.POINTS)))
                .with(published));
        if (saved.size() > 0) {
            panels.add(Panel.of(
                            "Epochs saved against the baseline of the same seed",
                            places,
                            Axis.linear("epochs earlier"),
                            List.of(saved.drawn("pairs", Style.POINTS)))
                    .with(List.of(new Line(false, 0, ""))));
        }
        return PanelFigure.of(
                "epochs",
                "When each arm generalises",
                "One point per seed; mean and its 95 % interval (Student). Runs that did not generalise within the"
                        + " budget are not shown; the claims table counts them."
                        + (published.isEmpty() ? "" : " Of the published runs only range and mean are known."),
                panels);
    }

    private void addSaved(Points saved, int place, List<RunEvidence> runs) {
        for (RunEvidence run : runs) {
            evidence.partner(run, PandeyGrid.BASELINE)
                    .filter(baseline -> baseline.hasGeneralised())
                    .ifPresent(baseline -> saved.add(place, epoch(baseline) - epoch(run)));
        }
    }

    private PanelFigure aligned() {
        return PanelFigure.of(
                "aligned",
                "V, C and accuracy about generalisation",
                "Mean over seeds and its 95 % interval, each run's log time counted from its own generalisation, by arm.",
                List.of(
                        aligned("Landscape variance", RunEvidence.LANDSCAPE, Axis.linear("V")),
                        aligned("Specific heat", RunEvidence.SPECIFIC_HEAT, Axis.linear("C")),
                        aligned("Test accuracy", RunEvidence.TEST_ACCURACY, Axis.share("accuracy"))));
    }

    private Panel aligned(String title, String column, Axis axis) {
        return Aligned.panel(
                title,
                axis,
                arms.stream()
                        .map(arm -> Aligned.mean(arm.title(), evidence.generalised(arm), column))
                        .toList());
    }
}
