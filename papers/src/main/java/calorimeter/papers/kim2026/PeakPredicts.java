// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Missing;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.classical.RankCorrelation;
import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.TestResult;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/// Across seeds, when the peak comes predicts when the run generalises, beyond what modulus and memorisation
/// say.
///
/// The peak is the highest before generalisation, so generalisation takes part in choosing it, and the two
/// times correlate even when they have nothing to do with each other. Hence the p-value: generalisation times
/// are exchanged between the seeds of a modulus and the peak is chosen anew before the exchanged time.
///
/// @param useful a correlation below this predicts nothing of use
record PeakPredicts(PeakSearch search, double useful) implements Prediction {

    private static final int EXCHANGES = 1999;
    private static final int SEED = 20260213;

    @Override
    public String text() {
        return "Spearman's partial correlation of the step of the highest peak of " + search.symbol() + " ("
                + search.observable() + ") " + search.words()
                + " with the step of generalisation, given p (as groups) and the step of memorisation, is positive. Supported when"
                + " its 95 % interval is above 0 and it exceeds what exchanged generalisation times give (" + EXCHANGES
                + " exchanges within each p, seed " + SEED
                + ", the peak chosen anew, one that cannot be correlated counted as at least); otherwise refuted when the interval is below "
                + Texts.number(useful) + ". Runs without such a peak are counted and left out. "
                + search.text();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> runs = usable(evidence);
        Answer<TestResult> answer = partial(runs, times(runs), Family.CONFIDENCE);
        if (!(answer instanceof Answer.Given<TestResult>(TestResult test))) {
            String why = answer instanceof Answer.Declined<TestResult> declined ? declined.advice() : "";
            return evidence.shortage(Arm.MAIN, why);
        }
        Estimate estimate = test.effect();
        List<Detail> details = details(runs);
        int open = search.open(evidence, Arm.MAIN).size();
        details.add(Detail.of("runs without such a peak, left out", open - runs.size(), open));
        double exchanged = exchanges(runs, estimate.value());
        Grounds grounds = new Grounds(
                "partial Spearman correlation of peak and generalisation, given p (as groups) and memorisation",
                estimate,
                "Bonett–Wright interval; exchange of generalisation times within p: p = " + Texts.pValue(exchanged),
                Evidence.names(runs),
                details);
        Verdict.Tested byInterval = new Decision(0, useful)
                .of(
                        grounds,
                        confidence -> partial(runs, times(runs), confidence)
                                .orElseThrow()
                                .effect()
                                .interval(),
                        RunEvidence.moduli(runs).size());
        if (!(byInterval instanceof Verdict.Supported)) {
            return byInterval;
        }
        double p = Math.max(byInterval.pValue().orElseThrow(), Math.min(1, 2 * exchanged));
        return Verdict.of(
                grounds,
                2 * exchanged <= Family.LEVEL,
                false,
                p,
                Missing.hopeless("exchanged generalisation times correlate as well: the correlation is"
                        + " what choosing the peak before the event makes"));
    }

    /// Main runs in which a peak could be seen, and was.
    private List<RunEvidence> usable(Evidence evidence) {
        return search.open(evidence, Arm.MAIN).stream()
                .filter(run -> search.hasPeak(run, event(run)))
                .toList();
    }

    private double event(RunEvidence run) {
        return search.event(run).orElseThrow();
    }

    private double[] times(List<RunEvidence> runs) {
        return runs.stream().mapToDouble(this::event).toArray();
    }

    /// Peaks are chosen before `events`, which need not be the runs' own; a run without a peak before its event
    /// has its peak at step 0.
    private Answer<TestResult> partial(List<RunEvidence> runs, double[] events, double confidence) {
        double[] peaks = new double[events.length];
        double[] memorised = new double[events.length];
        for (int i = 0; i < events.length; i++) {
            RunEvidence run = runs.get(i);
            peaks[i] = search.highest(run, events[i]).map(Peak::step).orElse(0.0);
            memorised[i] = run.memorisedAt().orElseThrow();
        }
        return RankCorrelation.partial(peaks, events, covariates(runs, memorised), Alternative.GREATER, confidence);
    }

    /// One indicator for each modulus but the first, so that a modulus may have any times of its own, then the
    /// step of memorisation.
    private static double[][] covariates(List<RunEvidence> runs, double[] memorised) {
        List<double[]> covariates = new ArrayList<>();
        NavigableSet<Integer> moduli = RunEvidence.moduli(runs);
        moduli.stream()
                .skip(1)
                .forEach(modulus -> covariates.add(runs.stream()
                        .mapToDouble(run -> run.modulus() == modulus ? 1 : 0)
                        .toArray()));
        covariates.add(memorised);
        return covariates.toArray(new double[0][]);
    }

    /// Share of exchanges that correlate at least as much, counting the data themselves; one that cannot be
    /// correlated counts against the claim.
    private double exchanges(List<RunEvidence> runs, double observed) {
        RandomGenerator random = new SplittableRandom(SEED);
        double[] own = times(runs);
        int atLeast = 1;
        for (int exchange = 0; exchange < EXCHANGES; exchange++) {
            Answer<TestResult> answer = partial(runs, exchanged(runs, own, random), Family.CONFIDENCE);
            boolean less = answer instanceof Answer.Given<TestResult>(TestResult test)
                    && test.effect().value() < observed - 1e-12;
            atLeast += less ? 0 : 1;
        }
        return atLeast / (EXCHANGES + 1.0);
    }

    /// Fisher–Yates within each modulus.
    private static double[] exchanged(List<RunEvidence> runs, double[] own, RandomGenerator random) {
        double[] events = own.clone();
        for (int i = events.length - 1; i > 0; i--) {
            List<Integer> peers = new ArrayList<>();
            for (int j = 0; j <= i; j++) {
                if (runs.get(j).modulus() == runs.get(i).modulus()) {
                    peers.add(j);
                }
            }
            int j = peers.get(random.nextInt(peers.size()));
            double kept = events[i];
            events[i] = events[j];
            events[j] = kept;
        }
        return events;
    }

    private List<Detail> details(List<RunEvidence> runs) {
        List<Detail> details = new ArrayList<>();
        Function<RunEvidence, Optional<Peak>> highest = run -> search.highest(run, event(run));
        spearman(details, "Spearman, pooled: highest peak before", runs, highest);
        spearman(
                details,
                "Spearman, pooled: last peak before",
                runs,
                run -> search.peaks(run, event(run)).stream().max(Comparator.comparingDouble(Peak::step)));
        spearman(
                details,
                "Spearman, pooled: first peak after memorisation (chosen without the event)",
                runs,
                run -> run.peaks(search.observable()).stream()
                        .filter(peak -> peak.step() > run.memorisedAt().orElseThrow())
                        .filter(peak -> !run.isAtLossFloor(peak.step()))
                        .findFirst());
        for (int modulus : RunEvidence.moduli(runs)) {
            List<RunEvidence> of =
                    runs.stream().filter(run -> run.modulus() == modulus).toList();
            spearman(details, "Spearman at p = " + modulus, of, highest);
        }
        return details;
    }

    /// Adds the correlation of the runs that have the chosen peak; nothing when they do not determine it.
    private void spearman(
            List<Detail> details, String label, List<RunEvidence> runs, Function<RunEvidence, Optional<Peak>> choose) {
        List<RunEvidence> with =
                runs.stream().filter(run -> choose.apply(run).isPresent()).toList();
        double[] peaks = with.stream()
                .mapToDouble(
                        run -> LogTime.ofStep(choose.apply(run).orElseThrow().step()))
                .toArray();
        if (RankCorrelation.spearman(peaks, times(with), Alternative.TWO_SIDED, Family.CONFIDENCE)
                instanceof Answer.Given<TestResult>(TestResult test)) {
            details.add(Detail.of(label, test.effect()));
        }
    }
}
