// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import static java.util.Objects.requireNonNull;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.kim2026.NullRuns.Timed;
import calorimeter.statistics.detection.CusumDetector;
import calorimeter.statistics.detection.FalseAlarms;
import calorimeter.statistics.detection.OnlineDetector;
import calorimeter.statistics.detection.SlopeDetector;
import calorimeter.statistics.detection.WarningLead;
import calorimeter.statistics.detection.ZScoreDetector;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/// One signal watched by one online detector, from memorisation on, in every run and every null.
///
/// The signal is read in cells of [#CELLS_PER_DECADE] per decade of log time, each the mean of what was logged in
/// it, so nothing is used before its time. A run is watched until it generalises; a null, which never does, for
/// as many decades after its memorisation as the real run of the same modulus and seed took; one whose record is
/// shorter is left out ([NullRuns]). Memorisation is known only once the accuracy has been kept: an earlier alarm
/// is dated then, and a null whose watch ends before that could not give one and is left out.
///
/// Thresholds come from the nulls, so only moduli that have nulls are watched.
final class Watch {

    public static final int CELLS_PER_DECADE = 25;

    static final int WARM_UP = 8;

    static final double MEMORY = 0.9;

    /// Says when a run is watched; what is logged at every step tells how long.
    private static final PeakSearch SEARCH = new PeakSearch(
            RunEvidence.TRAIN_ACCURACY,
            "",
            PeakRule.standard().generalised(),
            PeakSearch.Sight.ONLINE,
            PeakRule.standard());

    private final List<Watched> real = new ArrayList<>();
    private final List<Watched> nulls = new ArrayList<>();
    private final Map<Unit, Watched> realRuns;
    private final Map<Unit, double[]> nullScores;

    /// What is drawn anew as a whole: a seed at a modulus, with its real run and all its nulls.
    record Unit(int modulus, long seed) {

        static Unit of(RunEvidence run) {
            return new Unit(run.modulus(), run.seed());
        }
    }

    private static final class Watched {

        private final RunEvidence run;
        private final double start;
        private final double confirmed;
        private final double[] scores;

        /// @param end step at which watching ends
        Watched(RunEvidence run, Signal signal, OnlineDetector detector, double end) {
            this.run = run;
            start = LogTime.ofStep(run.memorisedAt().orElseThrow());
            confirmed = run.memorisationConfirmedAt().orElseThrow();
            scores = detector.scores(
                    cells(run.series(signal.column()), start, LogTime.ofStep(end), signal.logarithmic()));
        }

        double largest() {
            return FalseAlarms.largest(scores, scores.length);
        }

        /// Step of the first alarm; infinite for none.
        double alarm(double threshold) {
            OptionalInt cell = FalseAlarms.firstAlarm(scores, threshold);
            return cell.isEmpty()
                    ? Double.POSITIVE_INFINITY
                    : Math.max(confirmed, LogTime.toStep(start + (cell.getAsInt() + 1.0) / CELLS_PER_DECADE));
        }

        double event() {
            return run.generalised();
        }

        /// Decades from alarm to event; 0 without alarm.
        double lead(double threshold) {
            double alarm = alarm(threshold);
            return alarm < event() ? LogTime.ofStep(event()) - LogTime.ofStep(alarm) : 0;
        }
    }

    /// The detectors compared; the first decides.
    static Map<String, OnlineDetector> detectors() {
        Map<String, OnlineDetector> detectors = new LinkedHashMap<>();
        detectors.put("z-score", new ZScoreDetector(MEMORY, WARM_UP));
        detectors.put("slope", new SlopeDetector(MEMORY, WARM_UP));
        detectors.put("cusum", new CusumDetector(WARM_UP, 0.5));
        return detectors;
    }

    /// @throws IllegalArgumentException when the signal was not recorded by all runs, see [#records]
    Watch(Evidence evidence, Signal signal, OnlineDetector detector) {
        for (RunEvidence run : usable(evidence)) {
            real.add(new Watched(run, signal, detector, run.generalised()));
        }
        for (Timed timed : timed(evidence)) {
            nulls.add(new Watched(timed.run(), signal, detector, timed.clock()));
        }
        realRuns = real.stream().collect(Collectors.toMap(watched -> Unit.of(watched.run), watched -> watched));
        nullScores = nulls.stream()
                .collect(Collectors.groupingBy(
                        watched -> Unit.of(watched.run),
                        Collectors.collectingAndThen(Collectors.toList(), Watch::largest)));
    }

    /// Main runs that memorised, then generalised, at a modulus that has nulls.
    static List<RunEvidence> usable(Evidence evidence) {
        List<Integer> moduli =
                nulls(evidence).stream().map(RunEvidence::modulus).distinct().toList();
        return candidates(evidence).stream()
                .filter(run -> moduli.contains(run.modulus()))
                .toList();
    }

    /// Main runs that memorised, then generalised, at any modulus.
    static List<RunEvidence> candidates(Evidence evidence) {
        return evidence.generalised(Arm.MAIN).stream()
                .filter(run -> SEARCH.event(run).isPresent())
                .toList();
    }

    static List<RunEvidence> nulls(Evidence evidence) {
        return timed(evidence).stream().map(Timed::run).toList();
    }

    static NullRuns nullRuns(Evidence evidence) {
        return NullRuns.of(evidence, SEARCH, KimGrid.NULLS.toArray(new Arm[0]));
    }

    private static List<Timed> timed(Evidence evidence) {
        return nullRuns(evidence).compared().stream()
                .filter(timed -> timed.run().memorisationConfirmedAt().orElse(Double.POSITIVE_INFINITY) < timed.clock())
                .toList();
    }

    /// Whether every run that would be watched recorded the signal.
    static boolean records(Evidence evidence, Signal signal) {
        return usable(evidence).stream().allMatch(run -> run.records(signal.column()))
                && nulls(evidence).stream().allMatch(run -> run.records(signal.column()));
    }

    /// Means over cells (t₀ + k·h, t₀ + (k+1)·h] that end before `end`; an empty cell keeps the value before it.
    private static double[] cells(SampledSeries series, double start, double end, boolean logarithmic) {
        List<Double> means = new ArrayList<>();
        double last = Double.NaN;
        int next = 0;
        double known = Math.min(end, LogTime.ofStep(series.lastPosition()));
        for (int cell = 0; start + (cell + 1.0) / CELLS_PER_DECADE < known; cell++) {
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

    /// How many runs that generalised are watched.
    int realCount() {
        return real.size();
    }

    double[] nullScores() {
        return largest(nulls);
    }

    private static double[] largest(List<Watched> of) {
        return of.stream().mapToDouble(Watched::largest).toArray();
    }

    /// Largest score of each real run before it generalised.
    double[] realScores() {
        return real.stream().mapToDouble(Watched::largest).toArray();
    }

    /// The threshold of a false-alarm rate; declined when there are too few nulls.
    Answer<Double> threshold(double rate) {
        return FalseAlarms.threshold(nullScores(), rate);
    }

    /// Step of each real run's first alarm; infinite for none.
    double[] alarms(double threshold) {
        return real.stream().mapToDouble(watched -> watched.alarm(threshold)).toArray();
    }

    /// Steps at which the real runs generalised.
    double[] events() {
        return real.stream().mapToDouble(Watched::event).toArray();
    }

    /// The units of the real runs, in their order.
    List<Unit> units() {
        return real.stream().map(watched -> Unit.of(watched.run)).toList();
    }

    /// Decades from alarm to event of each real run, 0 without alarm.
    double[] leads(double threshold) {
        return real.stream().mapToDouble(watched -> watched.lead(threshold)).toArray();
    }

    /// The leads of drawn units, at the threshold that their own nulls give; without enough nulls there is no alarm.
    double[] leads(List<Unit> drawn, double rate) {
        double[] scores = drawn.stream()
                .flatMapToDouble(unit -> Arrays.stream(nullScores.getOrDefault(unit, new double[0])))
                .toArray();
        double threshold = FalseAlarms.threshold(scores, rate) instanceof Answer.Given<Double>(Double given)
                ? given
                : Double.POSITIVE_INFINITY;
        return drawn.stream()
                .mapToDouble(unit -> requireNonNull(realRuns.get(unit)).lead(threshold))
                .toArray();
    }

    /// How early alarms come at a rate of false ones; empty when there are too few nulls or runs.
    Optional<WarningLead> lead(double rate) {
        return threshold(rate) instanceof Answer.Given<Double>(Double threshold)
                        && WarningLead.of(alarms(threshold), events(), Family.CONFIDENCE)
                                instanceof Answer.Given<WarningLead>(WarningLead lead)
                ? Optional.of(lead)
                : Optional.empty();
    }
}
