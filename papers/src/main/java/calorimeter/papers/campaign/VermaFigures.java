package calorimeter.papers.campaign;

import calorimeter.papers.campaign.PaperFigure.Axis;
import calorimeter.papers.campaign.PaperFigure.Curve;
import calorimeter.papers.campaign.PaperFigure.Line;
import calorimeter.papers.campaign.PaperFigure.Panel;
import calorimeter.papers.campaign.PaperFigure.Point;
import calorimeter.papers.campaign.PaperFigure.Style;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.DecaySweep;
import calorimeter.papers.claim.DecaySweep.Group;
import calorimeter.papers.claim.DecayThreshold;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.LatencyExponent;
import calorimeter.papers.claim.RegimesDiffer;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SweptQuantity.Measurement;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.location.Mean;
import calorimeter.statistics.scaling.CriticalPowerLaw;
import calorimeter.statistics.scaling.LogisticFit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The figures of verma2026. λ = 0 has no place on a logarithmic axis and is left out.
final class VermaFigures {

    private static final String DECAY = "weight decay λ";
    private static final int CURVE_POINTS = 60;

    private final Evidence evidence;
    private final VermaGrid grid;
    private final DecayThreshold threshold;
    private final LatencyExponent exponent;
    private final List<Group> groups;
    private final Optional<Estimate> critical;

    private VermaFigures(Evidence evidence, VermaGrid grid, DecayThreshold threshold, LatencyExponent exponent) {
        this.evidence = evidence;
        this.grid = grid;
        this.threshold = threshold;
        this.exponent = exponent;
        groups = DecaySweep.of(evidence, grid.collapse()).groups().stream()
                .filter(group -> group.weightDecay() > 0)
                .toList();
        critical = threshold.of(evidence) instanceof Answer.Given<Measurement>(Measurement measured)
                ? Optional.of(measured.finding().estimate())
                : Optional.empty();
    }

    static List<PaperFigure> all(
            Evidence evidence, VermaGrid grid, DecayThreshold threshold, LatencyExponent exponent) {
        VermaFigures figures = new VermaFigures(evidence, grid, threshold, exponent);
        return figures.groups.isEmpty() ? List.of() : List.of(figures.transition(), figures.times(), figures.regimes());
    }

    private List<Line> criticalLines() {
        List<Line> lines = new ArrayList<>();
        critical.ifPresent(estimate -> {
            lines.add(new Line(true, estimate.value(), "λ_c"));
            Interval interval = estimate.interval();
            for (double end : new double[] {interval.lower(), interval.upper()}) {
                if (end > groups.getFirst().weightDecay()
                        && end < groups.getLast().weightDecay()) {
                    lines.add(new Line(true, end, ""));
                }
            }
        });
        return lines;
    }

    private PaperFigure transition() {
        List<Curve> curves = new ArrayList<>();
        List<Point> shares = new ArrayList<>();
        for (Group group : groups) {
            shares.add(Point.of(group.weightDecay(), DecayThreshold.share(group)));
        }
        curves.add(new Curve("share of seeds", Style.POINTS, shares));
        if (threshold.fit(evidence, Family.CONFIDENCE) instanceof Answer.Given<LogisticFit>(LogisticFit fit)) {
            curves.add(new Curve("logistic, Firth", Style.FIT, logistic(fit)));
        }
        return new PaperFigure(
                "transition",
                "Share of runs that generalise",
                "Clopper and Pearson's 95 % intervals; logistic in ln λ fitted below λ = " + grid.collapse()
                        + ". Lines: λ_c and the ends of its 95 % interval where they are inside the sweep. A run"
                        + " generalises when it does so within " + grid.budget() + " steps."
                        + (grid.unlike().isEmpty() ? " Published: λ<sub>c</sub> = 0.0158 [0.0109, 0.0200]." : ""),
                List.of(new Panel("P(grok)", Axis.logarithmic(DECAY), Axis.share("share"), curves, criticalLines())));
    }

    private List<Point> logistic(LogisticFit fit) {
        List<Group> fitted = DecaySweep.of(evidence, grid.collapse()).transition();
        double low = Math.log(fitted.getFirst().weightDecay());
        double high = Math.log(fitted.getLast().weightDecay());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= CURVE_POINTS; i++) {
            double x = low + (high - low) * i / CURVE_POINTS;
            double odds = Math.exp(fit.slope().value() * (x - fit.midpoint().value()));
            points.add(Point.of(Math.exp(x), Double.isInfinite(odds) ? 1 : odds / (1 + odds)));
        }
        return points;
    }

    private PaperFigure times() {
        List<Point> runs = new ArrayList<>();
        List<Point> censored = new ArrayList<>();
        for (RunEvidence run : evidence.runs(Arm.SWEPT)) {
            double decay = run.number(RunEvidence.WEIGHT_DECAY).orElse(0);
            if (decay > 0) {
                run.generalisedAt()
                        .ifPresentOrElse(
                                step -> runs.add(Point.of(decay, step)),
                                () -> censored.add(Point.of(decay, grid.budget())));
            }
        }
        List<Curve> curves = new ArrayList<>();
        curves.add(new Curve("seeds", Style.POINTS, runs));
        curves.add(new Curve("did not generalise, at the budget", Style.POINTS, censored));
        List<Group> medians = exponent.points(evidence);
        curves.add(new Curve(
                "median",
                Style.POINTS,
                medians.stream()
                        .map(group -> Point.of(group.weightDecay(), group.medianTime()))
                        .toList()));
        if (exponent.fit(evidence, Family.CONFIDENCE) instanceof Answer.Given<CriticalPowerLaw>(CriticalPowerLaw fit)) {
            curves.add(new Curve("a (λ − λ_c)^−ν", Style.FIT, power(fit, medians)));
        }
        return new PaperFigure(
                "times",
                "Time to generalise",
                "One point per run; runs that did not generalise stand at the step budget and enter the medians as later"
                        + " than all others. The power law, with a threshold of its own, is fitted to the medians; λ at"
                        + " which half or more of the runs did not generalise have none.",
                List.of(new Panel(
                        "Step of generalisation",
                        Axis.logarithmic(DECAY),
                        Axis.logarithmic("step"),
                        curves,
                        List.of())));
    }

    private static List<Point> power(CriticalPowerLaw fit, List<Group> medians) {
        double low = Math.log(medians.getFirst().weightDecay());
        double high = Math.log(medians.getLast().weightDecay());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= CURVE_POINTS; i++) {
            double decay = Math.exp(low + (high - low) * i / CURVE_POINTS);
            double distance = decay - fit.threshold().value();
            points.add(Point.of(
                    decay, fit.amplitude() * Math.pow(distance, -fit.exponent().value())));
        }
        return points;
    }

    private PaperFigure regimes() {
        return new PaperFigure(
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
        List<Point> runs = new ArrayList<>();
        List<Point> means = new ArrayList<>();
        for (Group group : groups) {
            double[] values = group.runs().stream()
                    .flatMap(run -> RegimesDiffer.last(run, column).stream())
                    .mapToDouble(Double::doubleValue)
                    .toArray();
            for (double value : values) {
                runs.add(Point.of(group.weightDecay() * 0.96, value));
            }
            if (Mean.of(values, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate mean)) {
                means.add(Point.of(group.weightDecay() * 1.04, mean));
            }
        }
        return new Panel(
                title,
                Axis.logarithmic(DECAY),
                Axis.linear(label),
                List.of(new Curve("seeds", Style.POINTS, runs), new Curve("mean", Style.POINTS, means)),
                critical.map(estimate -> List.of(new Line(true, estimate.value(), "λ_c")))
                        .orElse(List.of()));
    }
}
