// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Contrast;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Paired;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.kim2026.Watch.Unit;
import calorimeter.statistics.classical.WilcoxonSignedRank;
import calorimeter.statistics.detection.RocCurve;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.DoubleFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Watched online, a thermodynamic signal warns earlier than the signals in use, at equal false-alarm rate.
///
/// @param signal C or V
/// @param rate of false alarms, per null run watched as long as a real one
record PeakWarns(Signal signal, double rate, PeakRule rule) implements Prediction {

    /// Decades by which unseen pairs may differ.
    private static final double RANGE = 1;

    private static final int RESAMPLES = 1999;
    private static final int SEED = 20261129;

    /// A smaller lead, in decades, would be none.
    private static final double LEAST = 0.01;

    @Override
    public String text() {
        return "A z-score detector (memory " + Texts.number(Watch.MEMORY) + ", warm-up " + Watch.WARM_UP + " cells) on "
                + words(signal) + ", from memorisation on, gives its first alarm earlier before generalisation than the"
                + " same detector on each of "
                + String.join(", ", Signal.RIVALS.stream().map(PeakWarns::words).toList())
                + ". Thresholds are set to the false-alarm rate " + Texts.number(rate) + " on the nulls ("
                + String.join(", ", KimGrid.NULLS.stream().map(KimGrid::kind).toList())
                + "), and only p with nulls are watched. An alarm before"
                + " memorisation is confirmed is dated when it is, and nulls whose clock comes earlier are left out. "
                + NullRuns.RULE + " Lead: decades of log time, 0 without alarm. Supported when the 95 % interval of"
                + " paired differences of leads is above 0 against each: from the lower to the upper end of Wilcoxon's,"
                + " widened for unseen pairs that differ by up to " + Texts.number(RANGE)
                + " decades or the longest lead seen, and of the bootstrap's percentiles (" + RESAMPLES
                + " resamples, seed " + SEED + ": seeds drawn within each p with their nulls, thresholds set anew)."
                + " Refuted when it is below " + Texts.number(LEAST) + " decades against one. " + Watch.CELLS_PER_DECADE
                + " cells per decade. " + rule.text();
    }

    private static String words(Signal of) {
        return of.symbol() + " (" + of.column() + (of.logarithmic() ? ", its logarithm)" : ")");
    }

    private static String symbols() {
        return String.join(", ", Signal.RIVALS.stream().map(Signal::symbol).toList());
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> runs = Watch.usable(evidence);
        if (Watch.candidates(evidence).isEmpty()) {
            return evidence.shortage(Arm.MAIN, "runs that memorise and later generalise are needed");
        }
        Watch own = watch(evidence, signal);
        if (own == null || own.threshold(rate) instanceof Answer.Declined<Double>) {
            return evidence.shortage(
                    KimGrid.NO_DECAY,
                    "a false-alarm rate of " + Texts.number(rate) + " needs " + (int) Math.ceil(1 / rate - 1)
                            + " nulls that memorise and whose real run generalised, but there are "
                            + Watch.nulls(evidence).size()
                            + Watch.nullRuns(evidence).leftOutWords());
        }
        int moduli = RunEvidence.moduli(runs).size();
        List<Contrast> contrasts = new ArrayList<>();
        for (Signal rival : Signal.RIVALS) {
            Watch theirs = watch(evidence, rival);
            if (theirs != null) {
                contrasts.add(contrast(rival, own, theirs, moduli));
            }
        }
        if (contrasts.size() < Signal.RIVALS.size()) {
            return new Verdict.NotTested("not every run recorded all of " + symbols());
        }
        Set<String> names = new LinkedHashSet<>();
        runs.forEach(run -> names.add(run.run()));
        Watch.nulls(evidence).forEach(run -> names.add(run.run()));
        return Contrast.all(
                contrasts,
                new Decision(0, LEAST),
                "lead of " + signal.symbol() + " less lead of another signal, decades",
                Paired.METHOD + ", joined with a bootstrap of seeds and their nulls that sets thresholds anew;"
                        + " every rival must be beaten",
                List.copyOf(names),
                details(evidence));
    }

    private @Nullable Watch watch(Evidence evidence, Signal of) {
        return Watch.records(evidence, of)
                ? new Watch(evidence, of, Watch.detectors().values().iterator().next())
                : null;
    }

    private Contrast contrast(Signal rival, Watch own, Watch theirs, int moduli) {
        double[] mine = own.leads(own.threshold(rate).orElseThrow());
        double[] other = theirs.leads(theirs.threshold(rate).orElseThrow());
        double longest =
                Stream.of(mine, other).flatMapToDouble(Arrays::stream).max().orElse(0);
        // Unseen pairs may differ by a decade, or by the longest lead seen.
        Paired paired = new Paired(differences(mine, other), Math.max(RANGE, longest));
        double[] resampled = resampled(own, theirs);
        DoubleFunction<Interval> intervals = confidence -> {
            Interval given = paired.intervals().apply(confidence);
            int tail = (int) Math.floor((1 - confidence) / 2 * (RESAMPLES + 1) + 1e-9);
            // So many resamples know nothing of rarer tails.
            return tail == 0
                    ? new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, confidence)
                    : new Interval(
                            Math.min(given.lower(), resampled[tail - 1]),
                            Math.max(given.upper(), resampled[RESAMPLES - tail]),
                            confidence);
        };
        Estimate alone = paired.estimate();
        return new Contrast(
                rival.symbol(),
                new Estimate(alone.value(), intervals.apply(Family.CONFIDENCE), alone.n()),
                intervals,
                moduli);
    }

    private static double[] differences(double[] mine, double[] other) {
        return IntStream.range(0, mine.length)
                .mapToDouble(i -> mine[i] - other[i])
                .toArray();
    }

    /// Pseudo-medians of the differences when units are drawn within each modulus, rising: a threshold is an order
    /// statistic of few nulls, and its scatter is part of that of a lead.
    private double[] resampled(Watch own, Watch theirs) {
        RandomGenerator random = new SplittableRandom(SEED);
        Map<Integer, List<Unit>> strata =
                own.units().stream().collect(Collectors.groupingBy(Unit::modulus, TreeMap::new, Collectors.toList()));
        double[] centres = new double[RESAMPLES];
        for (int resample = 0; resample < RESAMPLES; resample++) {
            List<Unit> drawn = new ArrayList<>();
            strata.values().forEach(units -> units.forEach(unit -> drawn.add(units.get(random.nextInt(units.size())))));
            centres[resample] = WilcoxonSignedRank.pseudoMedian(
                            differences(own.leads(drawn, rate), theirs.leads(drawn, rate)), Family.CONFIDENCE)
                    .value();
        }
        Arrays.sort(centres);
        return centres;
    }

    /// All signals under all detectors: area under the curve, share warned, median lead.
    private List<Detail> details(Evidence evidence) {
        List<Detail> details = new ArrayList<>(Watch.nullRuns(evidence).leftOut("nulls"));
        int compared = Watch.nullRuns(evidence).compared().size();
        details.add(Detail.of(
                "nulls whose clock precedes confirmed memorisation, left out",
                compared - Watch.nulls(evidence).size(),
                compared));
        int candidates = Watch.candidates(evidence).size();
        details.add(Detail.of(
                "runs at p without nulls, left out",
                candidates - Watch.usable(evidence).size(),
                candidates));
        for (Signal of : Signal.all()) {
            if (!Watch.records(evidence, of)) {
                continue;
            }
            Watch.detectors().forEach((name, detector) -> {
                Watch watch = new Watch(evidence, of, detector);
                String what = of.symbol() + ", " + name;
                double area =
                        RocCurve.of(watch.nullScores(), watch.realScores()).area();
                details.add(Detail.of("area under the ROC, " + what, area, watch.realCount()));
                watch.lead(rate).ifPresent(lead -> {
                    details.add(Detail.of("share warned, " + what, lead.warned()));
                    details.add(Detail.of("median lead, " + what, lead.medianLead()));
                });
            });
        }
        return details;
    }
}
