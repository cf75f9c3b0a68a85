// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
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
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.resampling.Bootstrap;
import calorimeter.statistics.scaling.BinderCumulant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/// The figures of bi2026.
final class BiFigures {

    private static final Axis FRACTION = Axis.linear("train fraction");
    private static final int RESAMPLES = 1000;
    private static final int SEED = 101;
    private static final int CURVE_CELLS = 40;

    private final ContrastSweep sweep;
    private final List<Integer> moduli;

    private BiFigures(Evidence evidence) {
        sweep = ContrastSweep.of(evidence);
        moduli = sweep.moduli();
    }

    static List<PanelFigure> all(Evidence evidence) {
        BiFigures figures = new BiFigures(evidence);
        return figures.moduli.isEmpty() ? List.of() : List.of(figures.binder(), figures.susceptibility());
    }

    /// A statistic of the seeds' contrasts against the fraction, with its interval where there is one.
    private Curve curve(
            int modulus, ToDoubleFunction<double[]> statistic, Function<double[], Answer<Estimate>> interval) {
        Points points = new Points();
        for (double fraction : sweep.fractions(modulus)) {
            double[] contrasts = sweep.contrasts(modulus, fraction);
            double value = statistic.applyAsDouble(contrasts);
            switch (interval.apply(contrasts)) {
                case Answer.Given<Estimate>(Estimate estimate) -> points.add(fraction, value, estimate);
                case Answer.Declined<Estimate> declined -> points.add(fraction, value);
            }
        }
        return points.drawn("p = " + modulus, Style.LINE);
    }

    private Curve bootstrapped(int modulus, ToDoubleFunction<double[]> statistic) {
        Bootstrap bootstrap = new Bootstrap(RESAMPLES, Family.CONFIDENCE);
        return curve(modulus, statistic, contrasts -> bootstrap.of(contrasts, statistic, new SplittableRandom(SEED)));
    }

    private List<Curve> curves(Function<Integer, Curve> of) {
        return moduli.stream().map(of).toList();
    }

    private PanelFigure binder() {
        List<Line> crossings = new ArrayList<>();
        for (int i = 1; i < moduli.size(); i++) {
            addCrossing(crossings, moduli.get(i - 1), moduli.get(i));
        }
        if (moduli.size() > 2) {
            addCrossing(crossings, moduli.getFirst(), moduli.getLast());
        }
        return PanelFigure.of(
                "binder",
                "Order parameter and Binder cumulant",
                "Left: head-tail contrast m = ln(λ<sub>1</sub> + … + λ<sub>5</sub>) − ln(λ<sub>6</sub> + …) of the covariance of"
                        + " penultimate representations, mean over seeds with 95 % interval (Student). Right: U<sub>4</sub> = 1 −"
                        + " ⟨m⁴⟩/(3⟨m²⟩²) over seeds with its bootstrap interval, which needs five seeds; lines: crossings of"
                        + " neighbouring moduli, and of the least with the greatest, that are found in 95 % of the resamples.",
                List.of(
                        Panel.of(
                                "Head-tail contrast",
                                FRACTION,
                                Axis.linear("m"),
                                curves(modulus -> curve(
                                        modulus, Samples::mean, contrasts -> Mean.of(contrasts, Family.CONFIDENCE)))),
                        Panel.of(
                                        "Binder cumulant",
                                        FRACTION,
                                        Axis.linear("U_4"),
                                        curves(modulus -> bootstrapped(modulus, BinderCumulant::value)))
                                .with(crossings)));
    }

    private void addCrossing(List<Line> lines, int smaller, int larger) {
        if (BinderCrossingFraction.crossing(sweep, smaller, larger)
                instanceof Answer.Given<Estimate>(Estimate estimate)) {
            lines.add(new Line(true, estimate.value(), smaller + "/" + larger));
        }
    }

    private PanelFigure susceptibility() {
        Map<Integer, Double> maxima = SusceptibilityDiverges.maxima(sweep);
        Points points = new Points();
        maxima.forEach(points::add);
        List<Curve> heights = new ArrayList<>(List.of(points.drawn("maximum of χ", Style.POINTS)));
        SusceptibilityDiverges.fits(maxima)
                .forEach((name, fit) -> heights.add(
                        Curve.fit(name, moduli.getFirst(), moduli.getLast(), CURVE_CELLS, ln -> fit.at(Math.exp(ln)))));
        return PanelFigure.of(
                "susceptibility",
                "Susceptibility",
                "χ = p Var(m), variance over seeds. Right: its maximum over the fractions, one point per modulus, with a"
                        + " p<sup>a</sup> and a p/(p + θ) fitted with multiplicative errors; the claims give AICc and intervals."
                        + " A variance that does not depend on p would give a = 1.",
                List.of(
                        Panel.of(
                                "χ by train fraction",
                                FRACTION,
                                Axis.linear("χ"),
                                curves(modulus -> bootstrapped(
                                        modulus, contrasts -> modulus * ContrastSweep.variance(contrasts)))),
                        Panel.of(
                                "Maximum of χ",
                                Axis.logarithmic("modulus p"),
                                Axis.logarithmic("maximum of χ"),
                                heights)));
    }
}
