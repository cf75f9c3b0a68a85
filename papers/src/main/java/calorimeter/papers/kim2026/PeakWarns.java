package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Contrast;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.Paired;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.detection.RocCurve;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Watched online, a thermodynamic signal warns earlier than the signals in use, at equal false-alarm rate.
///
/// @param signal C or V
/// @param rate of false alarms, per null run watched as long as a real one
record PeakWarns(Signal signal, double rate, PeakRule rule) implements Prediction {

    /// Decades by which unseen pairs may differ.
    private static final double RANGE = 1;

    /// A smaller lead, in decades, would be none.
    private static final double LEAST = 0.01;

    @Override
    public String text() {
        return "A z-score detector (memory " + Texts.number(Watch.MEMORY) + ", warm-up " + Watch.WARM_UP + " cells) on "
                + words(signal) + ", from memorisation on, gives its first alarm earlier before generalisation than the"
                + " same detector on each of "
                + String.join(", ", Signal.RIVALS.stream().map(PeakWarns::words).toList())
                + ", given the thresholds: all are set to the false-alarm rate " + Texts.number(rate)
                + " on nulls (weight decay 0, random labels), and only p with nulls are watched. An alarm before"
                + " memorisation is confirmed is dated when it is, and nulls whose clock comes earlier are left out. "
                + NullRuns.RULE + " Lead: decades of log time, 0 without alarm. Supported when the 95 % Wilcoxon"
                + " interval of paired differences of leads, widened for unseen pairs that differ by up to "
                + Texts.number(RANGE) + " decades or the longest lead seen, is above 0 against each; refuted when it"
                + " is below " + Texts.number(LEAST) + " decades against one. " + Watch.CELLS_PER_DECADE
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
        if (!(leads(evidence, signal) instanceof Answer.Given<double[]>(double[] own))) {
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
            if (leads(evidence, rival) instanceof Answer.Given<double[]>(double[] theirs)) {
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
                Paired.METHOD + "; given the thresholds; every rival must be beaten",
                List.copyOf(names),
                details(evidence));
    }

    private static Contrast contrast(Signal rival, double[] own, double[] theirs, int moduli) {
        double[] differences = new double[own.length];
        double longest = 0;
        for (int i = 0; i < own.length; i++) {
            differences[i] = own[i] - theirs[i];
            longest = Math.max(longest, Math.max(own[i], theirs[i]));
        }
        // Unseen pairs may differ by a decade, or by the longest lead seen.
        Paired paired = new Paired(differences, Math.max(RANGE, longest));
        return new Contrast(rival.symbol(), true, paired.estimate(), paired.intervals(), moduli);
    }

    private Answer<double[]> leads(Evidence evidence, Signal of) {
        if (!Watch.records(evidence, of)) {
            return Answer.notIdentified(0, of.symbol() + " was not recorded");
        }
        Watch watch =
                new Watch(evidence, of, Watch.detectors().values().iterator().next());
        return watch.threshold(rate).map(threshold -> leads(watch, threshold));
    }

    /// Decades from alarm to event; 0 without alarm.
    static double[] leads(Watch watch, double threshold) {
        double[] alarms = watch.alarms(threshold);
        double[] events = watch.events();
        double[] leads = new double[alarms.length];
        for (int i = 0; i < leads.length; i++) {
            leads[i] = alarms[i] < events[i] ? LogTime.ofStep(events[i]) - LogTime.ofStep(alarms[i]) : 0;
        }
        return leads;
    }

    /// All signals under all detectors: area under the curve, share warned, median lead.
    private List<Detail> details(Evidence evidence) {
        List<Detail> details = new ArrayList<>(Watch.nullRuns(evidence).leftOut("both nulls"));
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
