package calorimeter.papers.campaign;

import calorimeter.papers.campaign.PaperFigure.Axis;
import calorimeter.papers.campaign.PaperFigure.Curve;
import calorimeter.papers.campaign.PaperFigure.Line;
import calorimeter.papers.campaign.PaperFigure.Panel;
import calorimeter.papers.campaign.PaperFigure.Point;
import calorimeter.papers.campaign.PaperFigure.Style;
import calorimeter.papers.claim.BinderCrossingFraction;
import calorimeter.papers.claim.ContrastSweep;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.SusceptibilityDiverges;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.location.Mean;
import calorimeter.statistics.resampling.Bootstrap;
import calorimeter.statistics.resampling.IntervalMethod;
import calorimeter.statistics.scaling.BinderCumulant;
import calorimeter.statistics.scaling.ScalingFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/// The figures of bi2026.
final class BiFigures {

    private static final String FRACTION = "train fraction";
    private static final int RESAMPLES = 1000;
    private static final int SEED = 101;

    private final ContrastSweep sweep;
    private final List<Integer> moduli;

    private BiFigures(Evidence evidence) {
        sweep = ContrastSweep.of(evidence);
        moduli = sweep.moduli();
    }

    static List<PaperFigure> all(Evidence evidence) {
        BiFigures figures = new BiFigures(evidence);
        return figures.moduli.isEmpty() ? List.of() : List.of(figures.binder(), figures.susceptibility());
    }

    /// One curve per modulus; `of` makes a point of the contrasts at a fraction.
    private List<Curve> curves(ContrastCurve of) {
        List<Curve> curves = new ArrayList<>();
        for (int modulus : moduli) {
            List<Point> points = new ArrayList<>();
            for (double fraction : sweep.fractions(modulus)) {
                points.add(of.at(modulus, fraction, sweep.contrasts(modulus, fraction)));
            }
            curves.add(new Curve("p = " + modulus, Style.LINE, points));
        }
        return curves;
    }

    /// What is drawn of the seeds of one modulus and fraction.
    @FunctionalInterface
    private interface ContrastCurve {
        Point at(int modulus, double fraction, double[] contrasts);
    }

    private static Point point(double fraction, double value, Answer<Estimate> answer) {
        return answer instanceof Answer.Given<Estimate>(Estimate estimate)
                ? Point.of(
                        fraction,
                        value,
                        estimate.interval().lower(),
                        estimate.interval().upper())
                : Point.of(fraction, value);
    }

    private static Answer<Estimate> bootstrap(double[] contrasts, ToDoubleFunction<double[]> statistic) {
        return new Bootstrap(RESAMPLES, Family.CONFIDENCE, IntervalMethod.PERCENTILE)
                .of(contrasts, statistic, new SplittableRandom(SEED));
    }

    private PaperFigure binder() {
        List<Line> lines = new ArrayList<>();
        for (int i = 1; i < moduli.size(); i++) {
            String pair = moduli.get(i - 1) + "/" + moduli.get(i);
            if (BinderCrossingFraction.crossing(sweep, moduli.get(i - 1), moduli.get(i))
                    instanceof Answer.Given<Estimate>(Estimate estimate)) {
                lines.add(new Line(true, estimate.value(), pair));
            }
        }
        if (moduli.size() > 2
                && BinderCrossingFraction.crossing(sweep, moduli.getFirst(), moduli.getLast())
                        instanceof Answer.Given<Estimate>(Estimate estimate)) {
            lines.add(new Line(true, estimate.value(), moduli.getFirst() + "/" + moduli.getLast()));
        }
        return new PaperFigure(
                "binder",
                "Order parameter and Binder cumulant",
                "Left: head-tail contrast m = ln(λ<sub>1</sub> + … + λ<sub>5</sub>) − ln(λ<sub>6</sub> + …) of the covariance of"
                        + " penultimate representations, mean over seeds with 95 % interval (Student). Right: U<sub>4</sub> = 1 −"
                        + " ⟨m⁴⟩/(3⟨m²⟩²) over seeds with its bootstrap interval, which needs five seeds; lines: crossings of"
                        + " neighbouring moduli, and of the least with the greatest, that are found in 95 % of the resamples.",
                List.of(
                        new Panel(
                                "Head-tail contrast",
                                Axis.linear(FRACTION),
                                Axis.linear("m"),
                                curves((modulus, fraction, contrasts) -> point(
                                        fraction, Samples.mean(contrasts), Mean.of(contrasts, Family.CONFIDENCE))),
                                List.of()),
                        new Panel(
                                "Binder cumulant",
                                Axis.linear(FRACTION),
                                Axis.linear("U_4"),
                                curves((modulus, fraction, contrasts) -> point(
                                        fraction,
                                        BinderCumulant.value(contrasts),
                                        bootstrap(contrasts, BinderCumulant::value))),
                                lines)));
    }

    private PaperFigure susceptibility() {
        Map<Integer, Double> maxima = SusceptibilityDiverges.maxima(sweep);
        List<Curve> heights = new ArrayList<>();
        List<Point> points = new ArrayList<>();
        maxima.forEach((modulus, height) -> points.add(Point.of(modulus, height)));
        heights.add(new Curve("maximum of χ", Style.POINTS, points));
        for (Map.Entry<String, ScalingFit> fit :
                SusceptibilityDiverges.fits(maxima).entrySet()) {
            heights.add(new Curve(fit.getKey(), Style.FIT, curve(fit.getValue()::at)));
        }
        return new PaperFigure(
                "susceptibility",
                "Susceptibility",
                "χ = p Var(m), variance over seeds. Right: its maximum over the fractions, one point per modulus, with a"
                        + " p<sup>a</sup> and a p/(p + θ) fitted with multiplicative errors; the claims give AICc and intervals."
                        + " A variance that does not depend on p would give a = 1.",
                List.of(
                        new Panel(
                                "χ by train fraction",
                                Axis.linear(FRACTION),
                                Axis.linear("χ"),
                                curves((modulus, fraction, contrasts) -> point(
                                        fraction,
                                        modulus * ContrastSweep.variance(contrasts),
                                        bootstrap(contrasts, sample -> modulus * ContrastSweep.variance(sample)))),
                                List.of()),
                        new Panel(
                                "Maximum of χ",
                                Axis.logarithmic("modulus p"),
                                Axis.logarithmic("maximum of χ"),
                                heights,
                                List.of())));
    }

    private List<Point> curve(DoubleFunction<Double> law) {
        double low = Math.log(moduli.getFirst());
        double high = Math.log(moduli.getLast());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= 40; i++) {
            double modulus = Math.exp(low + (high - low) * i / 40);
            points.add(Point.of(modulus, law.apply(modulus)));
        }
        return points;
    }
}
