package calorimeter.lab.reproduction;

import calorimeter.lab.claim.Arm;
import calorimeter.lab.claim.Evidence;
import calorimeter.lab.claim.Family;
import calorimeter.lab.claim.NullRuns;
import calorimeter.lab.claim.PeakBeatsNulls;
import calorimeter.lab.claim.PeakHeightBounded;
import calorimeter.lab.claim.PeakRule;
import calorimeter.lab.claim.RunEvidence;
import calorimeter.lab.claim.Signal;
import calorimeter.lab.claim.Watch;
import calorimeter.lab.claim.Window;
import calorimeter.lab.reproduction.PaperFigure.Axis;
import calorimeter.lab.reproduction.PaperFigure.Curve;
import calorimeter.lab.reproduction.PaperFigure.Line;
import calorimeter.lab.reproduction.PaperFigure.Panel;
import calorimeter.lab.reproduction.PaperFigure.Point;
import calorimeter.lab.reproduction.PaperFigure.Style;
import calorimeter.statistics.detection.RocCurve;
import calorimeter.statistics.detection.WarningLead;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.location.Median;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.proportion.ClopperPearson;
import calorimeter.statistics.scaling.ScalingFit;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;

/// The figures of kim2026.
final class KimFigures {

    private static final List<Signal> PEAKS = List.of(Signal.SPECIFIC_HEAT, Signal.LANDSCAPE);
    private static final String TIME = "log10 step − log10 step of generalisation (decades)";

    /// In figures of single peaks: those of the first steps are the same in every run.
    private static final Window WINDOW = Window.MEMORISED;

    private final Evidence evidence;
    private final PeakRule rule;
    private final double rate;
    private final List<RunEvidence> main;
    private final List<Integer> moduli;

    private KimFigures(Evidence evidence, PeakRule rule, double rate) {
        this.evidence = evidence;
        this.rule = rule;
        this.rate = rate;
        main = evidence.generalised(Arm.MAIN);
        moduli = new ArrayList<>(
                new TreeSet<>(main.stream().map(RunEvidence::modulus).toList()));
    }

    /// @param rate of false alarms at which leads are compared
    static List<PaperFigure> all(Evidence evidence, PeakRule rule, double rate) {
        KimFigures figures = new KimFigures(evidence, rule, rate);
        if (figures.main.isEmpty()) {
            return List.of();
        }
        List<PaperFigure> all = new ArrayList<>(List.of(figures.aligned(), figures.leads(), figures.times()));
        all.addAll(figures.nulls());
        all.addAll(figures.warnings());
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
        for (Signal signal : PEAKS) {
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
        return new Panel(title, Axis.linear(TIME), axis, curves, List.of(new Line(true, 0, "generalised")));
    }

    private PaperFigure leads() {
        List<Panel> panels = new ArrayList<>();
        for (Signal signal : PEAKS) {
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
                points.add(point(place + offset, median));
            }
        }
        return new Curve(name, Style.POINTS, points);
    }

    private static Point point(double x, Estimate estimate) {
        return Point.of(
                x,
                estimate.value(),
                estimate.interval().lower(),
                estimate.interval().upper());
    }

    private PaperFigure times() {
        List<Panel> panels = new ArrayList<>();
        for (Signal signal : PEAKS) {
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

    private List<PaperFigure> nulls() {
        List<RunEvidence> nulls = evidence.runs(Arm.NO_DECAY, Arm.RANDOM_LABELS);
        if (nulls.isEmpty()) {
            return List.of();
        }
        int largest = nulls.stream().mapToInt(RunEvidence::modulus).max().orElseThrow();
        List<Panel> panels = new ArrayList<>();
        for (Signal signal : PEAKS) {
            panels.add(shares(signal));
        }
        for (Signal signal : PEAKS) {
            List<Curve> curves = new ArrayList<>();
            curves.add(Aligned.mean("real", at(largest), signal.column(), KimFigures::generalised));
            for (Arm arm : PeakBeatsNulls.NULLS) {
                Map<RunEvidence, Double> clocks = clocks(Window.ANY, signal, arm);
                List<RunEvidence> of = clocks.keySet().stream()
                        .filter(run -> run.modulus() == largest)
                        .toList();
                curves.add(
                        Aligned.mean(arm.title(), of, signal.column(), run -> Objects.requireNonNull(clocks.get(run))));
            }
            panels.add(new Panel(
                    signal.symbol() + " at p = " + largest,
                    Axis.linear(TIME),
                    Axis.linear(signal.symbol()),
                    curves,
                    List.of(new Line(true, 0, "generalised"))));
        }
        return List.of(new PaperFigure(
                "nulls",
                "Real runs against nulls",
                "Share of runs in which the same detector finds a peak before generalisation, with Clopper–Pearson"
                        + " intervals; for a null, before the generalisation of the real run of the same p and seed, or"
                        + " as many decades after its own memorisation; nulls without such a window are left out;"
                        + " for shifted series, the mean over runs of the share of " + PeakBeatsNulls.SHIFTS
                        + " circular shifts on log time. Then mean and 95 % interval of C and V of the largest modulus"
                        + " with nulls.",
                panels));
    }

    private Panel shares(Signal signal) {
        List<String> names = new ArrayList<>(List.of("real"));
        PeakBeatsNulls.NULLS.forEach(arm -> names.add(arm.title().replace("null: ", "")));
        names.addAll(List.of("unordered split", "shifted"));
        return new Panel(
                "Runs with a peak of " + signal.symbol() + " before",
                Axis.categories("", names),
                Axis.share("share of runs"),
                List.of(shares(signal, Window.ANY, -0.12), shares(signal, Window.MEMORISED, 0.12)),
                List.of());
    }

    private Curve shares(Signal signal, Window window, double offset) {
        List<Point> points = new ArrayList<>();
        List<RunEvidence> open = window.open(main, signal.column());
        if (!open.isEmpty()) {
            points.add(share(offset, open, signal, window, KimFigures::generalised));
        }
        int place = 0;
        for (Arm arm : PeakBeatsNulls.NULLS) {
            place++;
            Map<RunEvidence, Double> clocks = clocks(window, signal, arm);
            if (!clocks.isEmpty()) {
                points.add(share(
                        place + offset,
                        List.copyOf(clocks.keySet()),
                        signal,
                        window,
                        run -> Objects.requireNonNull(clocks.get(run))));
            }
        }
        List<RunEvidence> unordered = window.open(evidence.generalised(Arm.UNORDERED), signal.column());
        if (!unordered.isEmpty()) {
            points.add(share(place + 1 + offset, unordered, signal, window, KimFigures::generalised));
        }
        points.add(Point.of(
                place + 2 + offset,
                main.stream()
                        .mapToDouble(run -> run.shiftedShare(signal.column(), window, PeakBeatsNulls.SHIFTS))
                        .average()
                        .orElseThrow()));
        return new Curve(window.words(), Style.POINTS, points);
    }

    /// The step that stands for generalisation in each null that can be compared, see [NullRuns].
    private Map<RunEvidence, Double> clocks(Window window, Signal signal, Arm arm) {
        Map<RunEvidence, Double> clocks = new LinkedHashMap<>();
        NullRuns.of(evidence, window, signal.column(), arm)
                .compared()
                .forEach(timed -> clocks.put(timed.run(), timed.clock()));
        return clocks;
    }

    private static Point share(
            double place, List<RunEvidence> runs, Signal signal, Window window, ToDoubleFunction<RunEvidence> event) {
        int with = (int) runs.stream()
                .filter(run -> window.hasPeak(run, signal.column(), event.applyAsDouble(run)))
                .count();
        return point(
                place, ClopperPearson.of(with, runs.size(), Family.CONFIDENCE).orElseThrow());
    }

    private List<PaperFigure> warnings() {
        if (Watch.usable(evidence).isEmpty() || Watch.nulls(evidence).isEmpty()) {
            return List.of();
        }
        List<Curve> rocs = new ArrayList<>();
        List<Point> leads = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (Signal signal : Signal.all()) {
            if (!Watch.records(evidence, signal)) {
                continue;
            }
            Watch watch = new Watch(
                    evidence, signal, Watch.detectors().values().iterator().next());
            RocCurve roc = RocCurve.of(watch.nullScores(), watch.realScores());
            rocs.add(new Curve(
                    signal.symbol(),
                    Style.LINE,
                    roc.points().stream()
                            .map(point -> Point.of(point.falseAlarms(), point.hits()))
                            .toList()));
            if (watch.threshold(rate) instanceof Answer.Given<Double>(Double threshold)
                    && WarningLead.of(watch.alarms(threshold), watch.events(), Family.CONFIDENCE)
                            instanceof Answer.Given<WarningLead>(WarningLead lead)) {
                leads.add(point(names.size(), lead.medianLead()));
                names.add(signal.symbol());
            }
        }
        return List.of(new PaperFigure(
                "warnings",
                "Early warning at equal false-alarm rate",
                "A z-score detector without look-ahead on each signal, from memorisation on. Left, hits (real runs with"
                        + " an alarm before generalisation) against false alarms (nulls with an alarm in as many"
                        + " decades) at every threshold. Right, median lead over all runs, 0 for runs without alarm,"
                        + " at the threshold that gives a false alarm in " + Math.round(100 * rate)
                        + " % of nulls; distribution-free 95 % interval.",
                List.of(
                        new Panel(
                                "Hits against false alarms",
                                Axis.share("false alarms"),
                                Axis.share("hits"),
                                rocs,
                                List.of()),
                        new Panel(
                                "Lead",
                                Axis.categories("", names),
                                Axis.linear("median lead (decades)"),
                                List.of(new Curve("median lead", Style.POINTS, leads)),
                                List.of()))));
    }

    private PaperFigure heights() {
        List<Panel> panels = new ArrayList<>();
        for (Signal signal : PEAKS) {
            List<PeakHeightBounded.Height> heights = new PeakHeightBounded(
                            signal.column(), signal.symbol(), Window.MEMORISED, 0, rule)
                    .heights(evidence);
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
