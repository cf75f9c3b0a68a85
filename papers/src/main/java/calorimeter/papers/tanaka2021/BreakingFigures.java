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
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What breaks conservation: the rule, seen in the charges of attention, and the ε of a norm.
final class BreakingFigures {

    private static final List<Arm> ATTENTION = List.of(
            TanakaPlan.DESCENT, TanakaPlan.HALF_DESCENT, TanakaPlan.MOMENTUM, TanakaPlan.ADAM, TanakaPlan.HALF_ADAM);

    private final Evidence evidence;
    private final TanakaGrid grid;

    BreakingFigures(Evidence evidence, TanakaGrid grid) {
        this.evidence = evidence;
        this.grid = grid;
    }

    List<Optional<PanelFigure>> all() {
        return List.of(attention(), epsilon());
    }

    private Optional<PanelFigure> attention() {
        return ChargePanels.figure(
                "attention",
                "How the charges of attention drift",
                "Root mean square of what the charges of attention have changed since step 0, geometric mean over scores"
                        + " (W<sub>Q</sub>, W<sub>K</sub>) and values (W<sub>V</sub>, W<sub>O</sub>), first seed, against"
                        + " the time ηn. Models: the presets nanda at p = 23, pandey at p = 29 and verma at p = 31, all"
                        + " small. After the same time half the rate (dashed) should halve the drift under SGD and leave it"
                        + " as it is under AdamW. The runs with momentum also decay, and a unit of their ηn counts"
                        + " 1/(1−β) times.",
                "",
                RunEvidence.moduli(evidence.runs(ATTENTION.toArray(Arm[]::new))).stream()
                        .map(this::attention)
                        .toList());
    }

    private Panel attention(int modulus) {
        List<Curve> curves = new ArrayList<>();
        for (Arm arm : ATTENTION) {
            ChargePanels.first(evidence, arm, run -> run.modulus() == modulus)
                    .ifPresent(run -> curves.add(drift(run).drawn(arm.title().replace("attention, ", ""), style(arm))));
        }
        return ChargePanels.panel(
                "p = " + modulus, Axis.logarithmic("time ηn"), Axis.logarithmic("drift of charges"), curves);
    }

    private static Style style(Arm arm) {
        return List.of(TanakaPlan.HALF_DESCENT, TanakaPlan.HALF_ADAM).contains(arm) ? Style.FIT : Style.LINE;
    }

    private static Points drift(RunEvidence run) {
        List<SampledSeries> groups = run.allSeries().entrySet().stream()
                .filter(column -> column.getKey().contains("attention.")
                        && column.getKey().endsWith(".drift")
                        && !column.getKey().endsWith("key.bias.drift"))
                .map(Map.Entry::getValue)
                .toList();
        Map<Double, List<Double>> bySteps = new TreeMap<>();
        for (SampledSeries group : groups) {
            for (int row = 0; row < group.size(); row++) {
                bySteps.computeIfAbsent(group.position(row), step -> new ArrayList<>())
                        .add(Math.log(group.value(row)));
            }
        }
        Points points = new Points();
        bySteps.forEach((step, logarithms) -> {
            double mean = logarithms.stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
            points.add(number(run, ChargeRun.RATE) * step, Math.exp(mean));
        });
        return points;
    }

    private Optional<PanelFigure> epsilon() {
        return ChargePanels.figure(
                "epsilon",
                "How much ε breaks the scale symmetry",
                "Perceptrons with batch norm, first seed: largest |⟨w, g⟩|/(|w||g|) of all filters and layers since the"
                        + " record before, by batch size. Without ε it is 0 but for rounding. A filter whose inputs make its"
                        + " variance σ² small feels ε more. Dashed: beyond it a layer does not count as at rest.",
                "<span>⟨<i>w</i>, ∂<i>f</i>/∂<i>w</i>⟩ = (ε/(σ²+ε)) γ ∂<i>f</i>/∂γ</span>",
                grid.momenta().stream().map(this::epsilon).toList());
    }

    private Panel epsilon(double momentum) {
        List<Curve> curves = new ArrayList<>();
        for (int batch : grid.batches()) {
            ChargePanels.first(
                            evidence,
                            TanakaPlan.BATCH,
                            run -> momentum(run) == momentum && number(run, ChargeRun.BATCH) == batch)
                    .ifPresent(run ->
                            curves.add(violation(run).drawn(batch == 0 ? "whole set" : "batch " + batch, Style.LINE)));
        }
        return ChargePanels.panel(
                        "β = " + plain(momentum),
                        ChargePanels.STEPS,
                        Axis.logarithmic("largest |⟨w, g⟩|/(|w||g|)"),
                        curves)
                .with(List.of(new Line(false, Rest.STEADY_VIOLATION, "")));
    }

    /// The largest of all layers.
    private static Points violation(RunEvidence run) {
        Map<Double, Double> bySteps = new TreeMap<>();
        for (String group : ChargePanels.filters(run)) {
            String column = ChargeRun.column(group, "violation");
            if (run.records(column)) {
                SampledSeries series = run.series(column);
                for (int row = 0; row < series.size(); row++) {
                    bySteps.merge(series.position(row), series.value(row), Math::max);
                }
            }
        }
        Points points = new Points();
        bySteps.forEach(points::add);
        return points;
    }
}
