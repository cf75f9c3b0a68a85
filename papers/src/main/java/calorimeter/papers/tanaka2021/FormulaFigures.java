// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import static calorimeter.papers.tanaka2021.ChargePanels.plain;
import static calorimeter.papers.tanaka2021.TanakaClaims.momentum;
import static calorimeter.papers.tanaka2021.TanakaClaims.number;

import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The continuous formulas of [NM] beside the exact law, and how far both are from what is measured.
final class FormulaFigures {

    /// One group of a perceptron with batch norm for each family of symmetries.
    private static final Map<String, String> GROUPS = groups();

    private static final Map<String, String> NAMES = names();

    private final Evidence evidence;
    private final TanakaGrid grid;

    FormulaFigures(Evidence evidence, TanakaGrid grid) {
        this.evidence = evidence;
        this.grid = grid;
    }

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("Translation", "readout.rows");
        groups.put("Scale", "layer0.filters");
        groups.put("Rescale", "layer0.norm.channels");
        return groups;
    }

    private static Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("exact", "exact law");
        names.put("continuous", "[NM]");
        names.put("released", "[NM], released code");
        return names;
    }

    List<Optional<PanelFigure>> all() {
        double largest = grid.largestMomentum();
        return List.of(
                ChargePanels.first(
                                evidence,
                                TanakaPlan.BATCH,
                                run -> momentum(run) == largest && number(run, ChargeRun.BATCH) == smallestBatch())
                        .flatMap(run ->
                                formulas("formulas", "Where the continuous formulas part from the exact law", run)),
                ChargePanels.first(evidence, TanakaPlan.DAMPED, run -> true)
                        .flatMap(run -> formulas("dampening", "The continuous formulas with dampening", run)));
    }

    /// The noisiest gradients, on which the drive of the formulas varies most.
    private int smallestBatch() {
        return grid.batches().stream()
                .filter(batch -> batch > 0)
                .min(Comparator.naturalOrder())
                .orElse(0);
    }

    private static Optional<PanelFigure> formulas(String id, String title, RunEvidence run) {
        List<Panel> panels = new ArrayList<>();
        GROUPS.forEach((family, group) -> panels.add(charge(family, group, run)));
        GROUPS.forEach((family, group) -> panels.add(errors(family, group, run)));
        boolean damped = run.arm().equals(TanakaPlan.DAMPED);
        return ChargePanels.figure(
                id,
                title,
                "One perceptron with batch norm at η = " + plain(number(run, ChargeRun.RATE)) + ", β = "
                        + plain(momentum(run))
                        + (damped ? ", δ = " + TanakaPlan.DAMPENING : "") + ", k = "
                        + plain(number(run, RunEvidence.WEIGHT_DECAY)) + ", batch " + batch(run)
                        + (damped ? "" : " (the smallest)") + ", seed " + run.seed()
                        + ". Above, a charge of each family: sums of the rows of the readout"
                        + " (translation, root mean square), r² of the filters of the first layer (scale), and"
                        + " γ² + b² less the squared weights that read a channel (rescale). Points: measured. Below, how far"
                        + " the laws are from it, relative to the larger of the charge and its first value. The exact law"
                        + " is off by rounding alone; Kunin et al. [NM] treat steps as continuous time."
                        + (damped
                                ? " Their released code drives with 2|v|², without the 1/(1−δ)² that dampening asks for."
                                : ""),
                "",
                panels);
    }

    private static String batch(RunEvidence run) {
        int batch = (int) number(run, ChargeRun.BATCH);
        return batch == 0 ? "all" : String.valueOf(batch);
    }

    private static Panel charge(String family, String group, RunEvidence run) {
        List<Curve> curves = new ArrayList<>();
        curves.add(ChargePanels.over(run, group, "charge").drawn("measured", Style.POINTS));
        NAMES.forEach((law, name) -> curves.add(
                ChargePanels.over(run, group, law).drawn(name, law.equals("exact") ? Style.LINE : Style.FIT)));
        return ChargePanels.panel(family, ChargePanels.STEPS, Axis.linear("charge"), curves);
    }

    private static Panel errors(String family, String group, RunEvidence run) {
        List<Curve> curves = new ArrayList<>();
        curves.add(rounding(run).drawn("rounding, 2⁻²⁴", Style.FIT));
        NAMES.forEach((law, name) -> curves.add(error(run, group, law).drawn(name, Style.LINE)));
        return ChargePanels.panel(family + ", error", ChargePanels.STEPS, Axis.logarithmic("relative error"), curves);
    }

    private static Points rounding(RunEvidence run) {
        return new Points().add(1, 0x1p-24).add((double) run.lastStep(), 0x1p-24);
    }

    private static Points error(RunEvidence run, String group, String law) {
        Points points = new Points();
        String charge = ChargeRun.column(group, "charge");
        String predicted = ChargeRun.column(group, law);
        if (run.records(charge) && run.records(predicted)) {
            SampledSeries measured = run.series(charge);
            Map<Double, Double> expected = bySteps(run.series(predicted));
            double first = Math.abs(measured.value(0));
            for (int row = 0; row < measured.size(); row++) {
                Double value = expected.get(measured.position(row));
                if (value != null) {
                    double scale = Math.max(first, Math.abs(measured.value(row)));
                    points.add(measured.position(row), Math.abs(value - measured.value(row)) / scale);
                }
            }
        }
        return points;
    }

    private static Map<Double, Double> bySteps(SampledSeries series) {
        Map<Double, Double> values = new LinkedHashMap<>();
        for (int row = 0; row < series.size(); row++) {
            values.put(series.position(row), series.value(row));
        }
        return values;
    }
}
