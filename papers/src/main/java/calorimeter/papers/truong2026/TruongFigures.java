// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.truong2026.DelayFollowsTemperature.Side;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/// The figures of truong2026.
final class TruongFigures {

    private final Evidence evidence;
    private final TruongGrid grid;

    TruongFigures(Evidence evidence, TruongGrid grid) {
        this.evidence = evidence;
        this.grid = grid;
    }

    List<PanelFigure> all() {
        List<PanelFigure> all = new ArrayList<>();
        if (!evidence.runs(TruongGrid.FREE, Arm.SWEPT).isEmpty()) {
            all.addAll(List.of(published(), dose(), scale()));
        }
        if (!evidence.runs(TruongGrid.ATTENTION).isEmpty()) {
            all.add(attention());
        }
        return all;
    }

    /// The six settings side by side.
    private PanelFigure published() {
        Points ours = new Points();
        Points theirs = new Points();
        List<String> names = new ArrayList<>();
        for (PublishedDelays published : PublishedDelays.ALL) {
            int place = names.size() + 1;
            names.add(place + ": " + published.knobs().words());
            published.delays().forEach(delay -> theirs.add(place + 0.12, delay));
            Arm arm = published.knobs().isFree() ? TruongGrid.FREE : Arm.SWEPT;
            Cell.of(evidence, arm, PublishedDelays.MODULUS, published.knobs())
                    .runs()
                    .forEach(run -> Cell.delay(run).ifPresent(delay -> ours.add(place - 0.12, delay)));
        }
        return PanelFigure.of(
                "published",
                "Delays beside those published",
                "T_grok at p = 59, one point a seed. Settings: " + String.join("; ", names) + ".",
                List.of(Panel.of(
                        "T_grok",
                        Axis.linear("setting"),
                        Axis.logarithmic("step"),
                        List.of(ours.drawn("ours", Style.POINTS), theirs.drawn("published", Style.POINTS)))));
    }

    private PanelFigure dose() {
        List<Panel> panels = new ArrayList<>();
        for (int modulus : grid.moduli()) {
            Points points = new Points();
            for (double ratio : TruongGrid.DOSES) {
                for (RunEvidence run : Cell.of(evidence, Arm.SWEPT, modulus, new Knobs(ratio, 1))
                        .runs()) {
                    Cell.delay(run).ifPresent(delay -> points.add(Cell.at(run, Cell.NORM, delay), delay));
                }
            }
            if (points.size() > 0) {
                panels.add(Panel.of(
                        "p = " + modulus,
                        Axis.linear("‖W‖"),
                        Axis.logarithmic("T_grok"),
                        List.of(points.drawn("seeds", Style.POINTS))));
            }
        }
        return PanelFigure.of(
                "dose",
                "Delay against the norm held",
                "τ = 1, one point a run; an exponential is a straight line.",
                panels);
    }

    private PanelFigure scale() {
        List<Panel> panels = new ArrayList<>();
        for (int modulus : grid.moduli()) {
            List<Curve> curves = new ArrayList<>();
            TreeSet<Double> ratios = new TreeSet<>(TruongGrid.DOSES);
            for (double ratio : ratios) {
                Points points = new Points();
                evidence.runs(Arm.SWEPT).stream()
                        .filter(run ->
                                run.modulus() == modulus && Cell.knobsOf(run).ratio() == ratio)
                        .map(Cell::knobsOf)
                        .distinct()
                        .map(knobs -> Cell.of(evidence, Arm.SWEPT, modulus, knobs))
                        .filter(cell -> Double.isFinite(cell.medianDelay()))
                        .forEach(cell -> points.add(cell.logitScale(), cell.medianDelay()));
                if (points.size() > 0) {
                    curves.add(points.drawn("ρ " + ratio, Style.POINTS));
                }
            }
            if (!curves.isEmpty()) {
                panels.add(Panel.of(
                        "p = " + modulus, Axis.linear("logit scale"), Axis.logarithmic("median T_grok"), curves));
            }
        }
        return PanelFigure.of(
                "scale",
                "Delay against the logit scale",
                "One point for each clamp and output temperature: median delay over seeds, and the mean logit scale at it.",
                panels);
    }

    private PanelFigure attention() {
        List<Panel> panels = new ArrayList<>();
        for (Side side : Side.values()) {
            List<Cell> cells = side.cells(evidence);
            panels.add(Panel.of(
                    "T_grok",
                    Axis.logarithmic(side.title()),
                    Axis.logarithmic("step"),
                    seeds(
                            cells,
                            side,
                            cell -> Arrays.stream(cell.delays())
                                    .filter(Double::isFinite)
                                    .toArray())));
            for (String column : List.of(Cell.LOGIT_SCALE, RunEvidence.READ_SPECIFIC_HEAT)) {
                panels.add(Panel.of(
                        column + " at T_grok",
                        Axis.logarithmic(side.title()),
                        Axis.linear(column),
                        seeds(cells, side, cell -> cell.atDelays(column))));
            }
        }
        return PanelFigure.of(
                "attention",
                "Both temperatures of a transformer",
                "The preset nanda at p = " + DelayFollowsTemperature.MODULUS
                        + ", norm free, one point a run and their mean"
                        + " with its 95 % interval (Student): T_grok, and logit scale and specific heat of the read rows"
                        + " there, against the output temperature and against that of attention, the other one at 1.",
                panels);
    }

    private static List<Curve> seeds(List<Cell> cells, Side side, Function<Cell, double[]> values) {
        Points seeds = new Points();
        Points means = new Points();
        for (Cell cell : cells) {
            double[] found = values.apply(cell);
            seeds.addAll(side.of(cell.knobs()), found);
            if (found.length > 1) {
                means.addMean(1.04 * side.of(cell.knobs()), found, Family.CONFIDENCE);
            }
        }
        return List.of(seeds.drawn("seeds", Style.POINTS), means.drawn("mean", Style.POINTS));
    }
}
