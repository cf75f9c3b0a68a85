// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SweptQuantity.Measurement;
import calorimeter.papers.verma2026.DecaySweep.Group;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Line;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.scaling.CriticalPowerLaw;
import calorimeter.statistics.scaling.LogisticFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/// The figures of verma2026. λ = 0 has no place on a logarithmic axis and is left out.
final class VermaFigures {

    private static final Axis DECAY = Axis.logarithmic("weight decay λ");
    private static final int CURVE_CELLS = 60;

    private final Evidence evidence;
    private final VermaReproduction verma;
    private final List<Group> groups;
    private final Optional<Estimate> critical;

    private VermaFigures(Evidence evidence, VermaReproduction verma) {
        this.evidence = evidence;
        this.verma = verma;
        groups = DecaySweep.of(evidence, verma.grid().collapse()).groups().stream()
                .filter(group -> group.weightDecay() > 0)
                .toList();
        critical = verma.threshold().of(evidence) instanceof Answer.Given<Measurement>(Measurement measured)
                ? Optional.of(measured.grounds().estimate())
                : Optional.empty();
    }

    static List<PanelFigure> all(Evidence evidence, VermaReproduction verma) {
        VermaFigures figures = new VermaFigures(evidence, verma);
        return figures.groups.isEmpty() ? List.of() : List.of(figures.transition(), figures.times(), figures.regimes());
    }

    private PanelFigure transition() {
        Points shares = new Points();
        groups.forEach(group -> shares.add(group.weightDecay(), DecayThreshold.share(group)));
        List<Curve> curves = new ArrayList<>(List.of(shares.drawn("share of seeds", Style.POINTS)));
        if (verma.threshold().fit(evidence, Family.CONFIDENCE) instanceof Answer.Given<LogisticFit>(LogisticFit fit)) {
            curves.add(logistic(fit));
        }
        VermaGrid grid = verma.grid();
        return PanelFigure.of(
                "transition",
                "Share of runs that generalise",
                "Clopper and Pearson's 95 % intervals; logistic in ln λ fitted below λ = " + grid.collapse()
                        + ". Lines: λ_c and the ends of its 95 % interval where they are inside the sweep. A run"
                        + " generalises when it does so within " + grid.budget() + " steps."
                        + (grid.unlike().isEmpty() ? " Published: λ<sub>c</sub> = 0.0158 [0.0109, 0.0200]." : ""),
                List.of(Panel.of("P(grok)", DECAY, Axis.share("share"), curves).with(criticalLines())));
    }

    private List<Line> criticalLines() {
        List<Line> lines = new ArrayList<>();
        critical.ifPresent(estimate -> {
            lines.add(new Line(true, estimate.value(), "λ_c"));
            for (double end : new double[] {
                estimate.interval().lower(), estimate.interval().upper()
            }) {
                if (end > groups.getFirst().weightDecay()
                        && end < groups.getLast().weightDecay()) {
                    lines.add(new Line(true, end, ""));
                }
            }
        });
        return lines;
    }

    private Curve logistic(LogisticFit fit) {
        List<Group> fitted = DecaySweep.of(evidence, verma.grid().collapse()).transition();
        return fit("logistic, Firth", fitted, ln -> {
            double odds = Math.exp(fit.slope().value() * (ln - fit.midpoint().value()));
            return Double.isInfinite(odds) ? 1 : odds / (1 + odds);
        });
    }

    private static Curve fit(String name, List<Group> over, DoubleUnaryOperator law) {
        return Curve.fit(name, over.getFirst().weightDecay(), over.getLast().weightDecay(), CURVE_CELLS, law);
    }

    private PanelFigure times() {
        Points runs = new Points();
        Points censored = new Points();
        for (RunEvidence run : evidence.runs(Arm.SWEPT)) {
            double decay = run.number(RunEvidence.WEIGHT_DECAY).orElse(0);
            if (decay > 0) {
                run.generalisedAt()
                        .ifPresentOrElse(
                                step -> runs.add(decay, step),
                                () -> censored.add(decay, verma.grid().budget()));
            }
        }
        List<Group> points = verma.exponent().points(evidence);
        Points medians = new Points();
        points.forEach(group -> medians.add(group.weightDecay(), group.medianTime()));
        List<Curve> curves = new ArrayList<>(List.of(
                runs.drawn("seeds", Style.POINTS),
                censored.drawn("did not generalise, at the budget", Style.POINTS),
                medians.drawn("median", Style.POINTS)));
        if (verma.exponent().fit(evidence, Family.CONFIDENCE)
                instanceof Answer.Given<CriticalPowerLaw>(CriticalPowerLaw fit)) {
            curves.add(fit("a (λ − λ_c)^−ν", points, ln -> {
                double distance = Math.exp(ln) - fit.threshold().value();
                return fit.amplitude() * Math.pow(distance, -fit.exponent().value());
            }));
        }
        return PanelFigure.of(
                "times",
                "Time to generalise",
                "One point per run; runs that did not generalise stand at the step budget and enter the medians as later"
                        + " than all others. The power law, with a threshold of its own, is fitted to the medians; λ at"
                        + " which half or more of the runs did not generalise have none.",
                List.of(Panel.of("Step of generalisation", DECAY, Axis.logarithmic("step"), curves)));
    }

    private PanelFigure regimes() {
        return PanelFigure.of(
                "regimes",
                "Attention heads by weight decay",
                "Last recorded value of each run: similarity s̄, the mean cosine between attention maps of heads, and"
                        + " σ<sub>H</sub>, the standard deviation of their entropies, means over layers; one point per"
                        + " run, mean over seeds with 95 % interval (Student). Runs end once test accuracy is sustained,"
                        + " so they end at different steps.",
                List.of(
                        ends("Similarity s̄", "s̄", VermaReproduction.SIMILARITY),
                        ends("Entropy spread σ_H", "σ_H (nats)", VermaReproduction.ENTROPY_SPREAD)));
    }

    private Panel ends(String title, String label, String column) {
        Points runs = new Points();
        Points means = new Points();
        for (Group group : groups) {
            double[] values = group.last(column);
            runs.addAll(group.weightDecay() * 0.96, values);
            means.add(group.weightDecay() * 1.04, Mean.of(values, Family.CONFIDENCE));
        }
        List<Line> lines =
                critical.stream().map(of -> new Line(true, of.value(), "λ_c")).toList();
        return Panel.of(
                        title,
                        DECAY,
                        Axis.linear(label),
                        List.of(runs.drawn("seeds", Style.POINTS), means.drawn("mean", Style.POINTS)))
                .with(lines);
    }
}
