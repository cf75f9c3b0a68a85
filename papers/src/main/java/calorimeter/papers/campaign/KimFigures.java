package calorimeter.papers.campaign;

import calorimeter.papers.campaign.PaperFigure.Axis;
import calorimeter.papers.campaign.PaperFigure.Curve;
import calorimeter.papers.campaign.PaperFigure.Panel;
import calorimeter.papers.campaign.PaperFigure.Point;
import calorimeter.papers.campaign.PaperFigure.Style;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.PeakHeightBounded;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Signal;
import calorimeter.papers.claim.Window;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.location.Median;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.scaling.ScalingFit;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// The figures of kim2026: here those of real runs alone, with [KimNullFigure] and [KimWarningFigure] among
/// them.
final class KimFigures {

    /// In figures of single peaks: those of the first steps are the same in every run.
    private static final Window WINDOW = Window.MEMORISED;

    private final Evidence evidence;
    private final PeakRule rule;
    private final List<RunEvidence> main;
    private final List<Integer> moduli;

    private KimFigures(Evidence evidence, PeakRule rule) {
        this.evidence = evidence;
        this.rule = rule;
        main = evidence.generalised(Arm.MAIN);
        moduli = new ArrayList<>(
                new TreeSet<>(main.stream().map(RunEvidence::modulus).toList()));
    }

    /// @param rate of false alarms at which leads are compared
    static List<PaperFigure> all(Evidence evidence, PeakRule rule, double rate) {
        KimFigures figures = new KimFigures(evidence, rule);
        if (figures.main.isEmpty()) {
            return List.of();
        }
        List<PaperFigure> all = new ArrayList<>(List.of(figures.aligned(), figures.leads(), figures.times()));
        KimNullFigure.of(evidence).ifPresent(all::add);
        KimWarningFigure.of(evidence, rate).ifPresent(all::add);
        all.add(figures.heights());
        return all;
    }

    private static double generalised(RunEvidence run) {
        return run.generalisedAt().orElseThrow();
    }

    private List<RunEvidence> at(int modulus) {
        return main.stream().filter(run -> run.modulus() == modulus).toList();
    }

    private PaperFigure aligned() {
        List<Panel> panels = new ArrayList<>();
        for (Signal signal : Signal.THERMODYNAMIC) {
            panels.add(alignedPanel(signal.symbol(), signal.column(), Axis.linear(signal.symbol())));
        }
        panels.add(alignedPanel("Test accuracy", RunEvidence.TEST_ACCURACY, Axis.share("accuracy")));
        return new PaperFigure(
                "aligned",
                "Specific heat and landscape variance about generalisation",
                "Mean over seeds and its 95 % interval (Student), each run's log time counted from its own generalisation"
                        + " (test accuracy " + rule.generalised() + " kept for " + rule.sustain()
                        + " steps), by modulus. A curve is drawn where all its seeds have a record.",
                panels);
    }

    private Panel alignedPanel(String title, String column, Axis axis) {
        List<Curve> curves = moduli.stream()
                .map(modulus -> Aligned.mean("p = " + modulus, at(modulus), column, KimFigures::generalised))
                .toList();
        return Aligned.panel(title, axis, curves);
    }

    private PaperFigure leads() {
        List<Panel> panels = new ArrayList<>();
        for (Signal signal : Signal.THERMODYNAMIC) {
            panels.add(new Panel(
                    "Lead of peaks of " + signal.symbol(),
                    Axis.categories(
                            "modulus", moduli.stream().map(p -> "p = " + p).toList()),
                    Axis.linear("lead (decades)"),
                    List.of(
                            leadPoints("highest before", signal, true, -0.15),
                            leadPoints("last before", signal, false, 0.15),
                            leadMedians("median, highest", signal, true, -0.3),
                            leadMedians("median, last", signal, false, 0.3)),
                    List.of()));
        }
        return new PaperFigure(
                "leads",
                "How long before generalisation the peaks come",
                "Peaks between memorisation and generalisation. One point per run, and the median over seeds with its distribution-free 95 % interval (open below six"
                        + " seeds). Lead: decades of log time from peak to generalisation. Runs without a peak before"
                        + " have none; the claims table counts them.",
                panels);
    }

    private Optional<Peak> chosen(RunEvidence run, Signal signal, boolean highest) {
        double event = generalised(run);
        if (highest) {
            return WINDOW.highest(run, signal.column(), event);
        }
        List<Peak> before = WINDOW.peaks(run, signal.column(), event);
        return before.isEmpty() ? Optional.empty() : Optional.of(before.getLast());
    }

    private double[] leads(int modulus, Signal signal, boolean highest) {
        return at(modulus).stream()
                .flatMap(run -> chosen(run, signal, highest).stream()
                        .map(peak -> LogTime.ofStep(generalised(run)) - LogTime.ofStep(peak.step())))
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private Curve leadPoints(String name, Signal signal, boolean highest, double offset) {
        List<Point> points = new ArrayList<>();
        for (int place = 0; place < moduli.size(); place++) {
            for (double lead : leads(moduli.get(place), signal, highest)) {
                points.add(Point.of(place + offset, lead));
            }
        }
        return new Curve(name, Style.POINTS, points);
    }

    private Curve leadMedians(String name, Signal signal, boolean highest, double offset) {
        List<Point> points = new ArrayList<>();
        for (int place = 0; place < moduli.size(); place++) {
            double[] leads = leads(moduli.get(place), signal, highest);
            if (Median.of(leads, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate median)) {
                points.add(Point.of(place + offset, median));
            }
        }
        return new Curve(name, Style.POINTS, points);
    }

    private PaperFigure times() {
        List<Panel> panels = new ArrayList<>();
        for (Signal signal : Signal.THERMODYNAMIC) {
            List<Curve> curves = new ArrayList<>();
            for (int modulus : moduli) {
                List<Point> points = new ArrayList<>();
                for (RunEvidence run : at(modulus)) {
                    chosen(run, signal, true)
                            .ifPresent(peak -> points.add(Point.of(Math.max(1, peak.step()), generalised(run))));
                }
                curves.add(new Curve("p = " + modulus, Style.POINTS, points));
            }
            panels.add(new Panel(
                    "Highest peak of " + signal.symbol(),
                    Axis.logarithmic("step of the peak"),
                    Axis.logarithmic("step of generalisation"),
                    curves,
                    List.of()));
        }
        return new PaperFigure(
                "times",
                "Does the step of the peak predict the step of generalisation",
                "One point per run: its highest peak between memorisation and generalisation. It is chosen before generalisation, so the two steps correlate in part by"
                        + " construction; the claims table compares with exchanged generalisation times.",
                panels);
    }

    private PaperFigure heights() {
        List<Panel> panels = new ArrayList<>();
        for (Signal signal : Signal.THERMODYNAMIC) {
            List<PeakHeightBounded.Height> heights =
                    PeakHeightBounded.heights(evidence, signal.column(), Window.MEMORISED);
            List<Curve> curves = new ArrayList<>();
            curves.add(new Curve(
                    "runs",
                    Style.POINTS,
                    heights.stream()
                            .map(height -> Point.of(height.modulus(), height.height()))
                            .toList()));
            for (Map.Entry<String, ScalingFit> fit :
                    PeakHeightBounded.fits(heights).entrySet()) {
                curves.add(new Curve(fit.getKey(), Style.FIT, curve(fit.getValue())));
            }
            panels.add(new Panel(
                    "Highest peak of " + signal.symbol(),
                    Axis.logarithmic("modulus p"),
                    Axis.logarithmic("height of " + signal.symbol()),
                    curves,
                    List.of()));
        }
        return new PaperFigure(
                "heights",
                "Peak height against the size of the group",
                "Height of the highest peak between memorisation and generalisation, one point per run, with three competing laws fitted"
                        + " with multiplicative errors: a p<sup>θ</sup>, a p/(p + θ), a (1 + θ ln(p/p₀)). The claims"
                        + " table gives AICc and the bootstrap interval of the exponent.",
                panels);
    }

    private List<Point> curve(ScalingFit fit) {
        double low = Math.log(moduli.getFirst());
        double high = Math.log(moduli.getLast());
        List<Point> points = new ArrayList<>();
        for (int i = 0; i <= 40; i++) {
            double modulus = Math.exp(low + (high - low) * i / 40);
            points.add(Point.of(modulus, fit.at(modulus)));
        }
        return points;
    }
}
