package calorimeter.lab.claim;

import calorimeter.statistics.detection.CusumDetector;
import calorimeter.statistics.detection.FalseAlarms;
import calorimeter.statistics.detection.OnlineDetector;
import calorimeter.statistics.detection.SlopeDetector;
import calorimeter.statistics.detection.ZScoreDetector;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// One signal watched by one online detector, from memorisation on, in every run and every null.
///
/// The signal is read in cells of [#CELLS_PER_DECADE] per decade of log time, each the mean of what was logged in
/// it, so nothing is used before its time. A run is watched until it generalises; a null, which never does, for
/// as many decades after its memorisation as the real run of the same modulus and seed took.
public final class Watch {

    public static final int CELLS_PER_DECADE = 25;

    private static final int WARM_UP = 8;

    private final Map<RunEvidence, double[]> scores = new LinkedHashMap<>();
    private final Map<RunEvidence, Double> starts = new LinkedHashMap<>();
    private final List<RunEvidence> real;
    private final List<RunEvidence> nulls = new ArrayList<>();

    /// The detectors compared; the first decides.
    public static Map<String, OnlineDetector> detectors() {
        Map<String, OnlineDetector> detectors = new LinkedHashMap<>();
        detectors.put("z-score", new ZScoreDetector(0.9, WARM_UP));
        detectors.put("slope", new SlopeDetector(0.9, WARM_UP));
        detectors.put("cusum", new CusumDetector(WARM_UP, 0.5));
        return detectors;
    }

    /// @throws IllegalArgumentException when the signal was not recorded by all runs, see [#records]
    public Watch(Evidence evidence, Signal signal, OnlineDetector detector) {
        real = usable(evidence);
        for (RunEvidence run : real) {
            put(run, signal, detector, run.generalisedAt().orElseThrow());
        }
        for (RunEvidence run : nulls(evidence)) {
            RunEvidence partner = evidence.partner(run, Arm.MAIN).orElseThrow();
            double decades = LogTime.ofStep(partner.generalisedAt().orElseThrow())
                    - LogTime.ofStep(partner.memorisedAt().orElseThrow());
            double start = LogTime.ofStep(run.memorisedAt().orElseThrow());
            put(run, signal, detector, LogTime.toStep(start + decades));
            nulls.add(run);
        }
    }

    /// Main runs that memorised, then generalised.
    public static List<RunEvidence> usable(Evidence evidence) {
        return evidence.generalised(Arm.MAIN).stream()
                .filter(run -> run.memorisedAt().isPresent()
                        && run.memorisedAt().getAsDouble() < run.generalisedAt().orElseThrow())
                .toList();
    }

    /// Nulls that memorised, with a usable real partner.
    public static List<RunEvidence> nulls(Evidence evidence) {
        List<RunEvidence> usable = usable(evidence);
        return evidence.runs(Arm.NO_DECAY, Arm.RANDOM_LABELS).stream()
                .filter(run -> run.memorisedAt().isPresent())
                .filter(run ->
                        evidence.partner(run, Arm.MAIN).filter(usable::contains).isPresent())
                .toList();
    }

    /// Whether every run that would be watched recorded the signal.
    public static boolean records(Evidence evidence, Signal signal) {
        return usable(evidence).stream().allMatch(run -> run.records(signal.column()))
                && nulls(evidence).stream().allMatch(run -> run.records(signal.column()));
    }

    private void put(RunEvidence run, Signal signal, OnlineDetector detector, double end) {
        double start = LogTime.ofStep(run.memorisedAt().orElseThrow());
        starts.put(run, start);
        double[] cells = cells(run.series(signal.column()), start, LogTime.ofStep(end), signal.logarithmic());
        scores.put(run, detector.scores(cells));
    }

    /// Means over cells (t₀ + k·h, t₀ + (k+1)·h] that end before `end`; an empty cell keeps the value before it.
    private static double[] cells(SampledSeries series, double start, double end, boolean logarithmic) {
        List<Double> means = new ArrayList<>();
        double last = Double.NaN;
        int next = 0;
        for (int cell = 0; start + (cell + 1.0) / CELLS_PER_DECADE < end; cell++) {
            double limit = start + (cell + 1.0) / CELLS_PER_DECADE;
            double sum = 0;
            int count = 0;
            while (next < series.size() && LogTime.ofStep(series.position(next)) <= limit) {
                boolean inside = LogTime.ofStep(series.position(next)) >= start;
                double value = logarithmic ? Math.log(Math.max(1e-300, series.value(next))) : series.value(next);
                sum += inside ? value : 0;
                count += inside ? 1 : 0;
                next++;
            }
            last = count > 0 ? sum / count : last;
            if (!Double.isNaN(last)) {
                means.add(last);
            }
        }
        return means.stream().mapToDouble(Double::doubleValue).toArray();
    }

    public List<RunEvidence> real() {
        return real;
    }

    public int nullCount() {
        return nulls.size();
    }

    /// Largest score of each null.
    public double[] nullScores() {
        return largest(nulls);
    }

    /// Largest score of each real run before it generalised.
    public double[] realScores() {
        return largest(real);
    }

    private double[] largest(List<RunEvidence> runs) {
        return runs.stream()
                .map(scores::get)
                .mapToDouble(of -> FalseAlarms.largest(of, of.length))
                .toArray();
    }

    /// The threshold of a false-alarm rate; declined when there are too few nulls.
    public Answer<Double> threshold(double rate) {
        double[][] all = nulls.stream().map(scores::get).toArray(double[][]::new);
        return FalseAlarms.threshold(all, rate);
    }

    /// Step of each real run's first alarm; infinite for none.
    public double[] alarms(double threshold) {
        return real.stream().mapToDouble(run -> alarm(run, threshold)).toArray();
    }

    private double alarm(RunEvidence run, double threshold) {
        OptionalInt cell = FalseAlarms.firstAlarm(scores.get(run), threshold);
        return cell.isEmpty()
                ? Double.POSITIVE_INFINITY
                : LogTime.toStep(starts.get(run) + (cell.getAsInt() + 1.0) / CELLS_PER_DECADE);
    }

    /// Steps at which the real runs generalised.
    public double[] events() {
        return real.stream()
                .mapToDouble(run -> run.generalisedAt().orElseThrow())
                .toArray();
    }
}
