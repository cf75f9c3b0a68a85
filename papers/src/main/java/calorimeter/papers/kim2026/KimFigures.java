// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.campaign.Aligned;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.classical.Median;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The figures of kim2026: here those of real runs alone, with [NullFigure], [WarningFigure] and
/// [TemperatureFigure] among them.
final class KimFigures {

    private final PeakRule rule;
    private final List<RunEvidence> main;
    private final List<Integer> moduli;

    private KimFigures(Evidence evidence, PeakRule rule) {
        this.rule = rule;
        main = evidence.generalised(Arm.MAIN);
        moduli = List.copyOf(RunEvidence.moduli(main));
    }

    /// @param rate of false alarms at which leads are compared
    static List<PanelFigure> all(Evidence evidence, PeakRule rule, double rate) {
        KimFigures figures = new KimFigures(evidence, rule);
        if (figures.main.isEmpty()) {
            return List.of();
        }
        List<PanelFigure> all = new ArrayList<>(List.of(figures.aligned(), figures.leads(), figures.times()));
        NullFigure.of(evidence, rule).ifPresent(all::add);
        WarningFigure.of(evidence, rate).ifPresent(all::add);
        TemperatureFigure.of(evidence).ifPresent(all::add);
        return all;
    }

    private List<RunEvidence> at(int modulus) {
        return main.stream().filter(run -> run.modulus() == modulus).toList();
    }

    private PeakSearch search(Signal signal) {
        return KimClaims.online(signal, rule, rule.generalised());
    }

    private static List<Panel> panels(Function<Signal, Panel> of) {
        return Signal.THERMODYNAMIC.stream().map(of).toList();
    }

    private PanelFigure aligned() {
        List<Panel> panels = new ArrayList<>(
                panels(signal -> aligned(signal.symbol(), signal.column(), Axis.linear(signal.symbol()))));
        panels.add(aligned("Test accuracy", RunEvidence.TEST_ACCURACY, Axis.share("accuracy")));
        return PanelFigure.of(
                "aligned",
                "Specific heat and landscape variance about generalisation",
                "Mean over seeds and its 95 % interval (Student), each run's log time counted from its own generalisation"
                        + " (test accuracy " + rule.generalised() + " kept for " + rule.sustain()
                        + " steps), by modulus. A curve is drawn where all its seeds have a record.",
                panels);
    }

    private Panel aligned(String title, String column, Axis axis) {
        List<Curve> curves = moduli.stream()
                .map(modulus -> Aligned.mean("p = " + modulus, at(modulus), column))
                .toList();
        return Aligned.panel(title, axis, curves);
    }

    private PanelFigure leads() {
        Axis places =
                Axis.categories("modulus", moduli.stream().map(p -> "p = " + p).toList());
        return PanelFigure.of(
                "leads",
                "How long before generalisation the peaks come",
                "Peaks seen online between memorisation and generalisation, those at a floor of the training loss set apart. One point per run, and the median over seeds with its distribution-free 95 % interval (open below six"
                        + " seeds). Lead: decades of log time from peak to generalisation. Runs without a peak before"
                        + " have none; the claims table counts them.",
                panels(signal -> Panel.of(
                        "Lead of peaks of " + signal.symbol(),
                        places,
                        Axis.linear("lead (decades)"),
                        List.of(
                                leads("highest before", signal, true, false, -0.15),
                                leads("last before", signal, false, false, 0.15),
                                leads("median, highest", signal, true, true, -0.3),
                                leads("median, last", signal, false, true, 0.3)))));
    }

    /// @param median whether the median over seeds is shown, else every run
    private Curve leads(String name, Signal signal, boolean highest, boolean median, double offset) {
        Points points = new Points();
        for (int place = 0; place < moduli.size(); place++) {
            double[] leads = at(moduli.get(place)).stream()
                    .flatMapToDouble(run -> search(signal).lead(run, highest).stream())
                    .toArray();
            if (median) {
                points.add(place + offset, Median.of(leads, Family.CONFIDENCE));
            } else {
                points.addAll(place + offset, leads);
            }
        }
        return points.drawn(name, Style.POINTS);
    }

    private PanelFigure times() {
        return PanelFigure.of(
                "times",
                "Does the step of the peak predict the step of generalisation",
                "One point per run: its highest peak between memorisation and generalisation. It is chosen before generalisation, so the two steps correlate in part by"
                        + " construction; the claims table compares with exchanged generalisation times.",
                panels(signal -> Panel.of(
                        "Highest peak of " + signal.symbol(),
                        Axis.logarithmic("step of the peak"),
                        Axis.logarithmic("step of generalisation"),
                        moduli.stream().map(modulus -> times(signal, modulus)).toList())));
    }

    private Curve times(Signal signal, int modulus) {
        Points points = new Points();
        for (RunEvidence run : at(modulus)) {
            search(signal)
                    .highest(run, run.generalised())
                    .ifPresent(peak -> points.add(Math.max(1, peak.step()), run.generalised()));
        }
        return points.drawn("p = " + modulus, Style.POINTS);
    }
}
