package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Contrast;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.PeakWindow;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.kim2026.NullRuns.Timed;
import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The detector finds a peak before generalisation less often in nulls.
///
/// [NullRuns] says which nulls are compared, and before which step their peaks count. Besides, each real
/// series is shifted circularly on log time by [#SHIFTS] evenly spaced parts of its record. That is reported,
/// not judged: a run ends soon after it generalises, so a shift hardly takes a peak past that step, and where
/// the ends of the record are joined a curve without peaks gets one.
///
/// @param observable column of C or V, known as `symbol`
/// @param margin a smaller difference would not make a peak a sign of generalisation
record PeakBeatsNulls(String observable, String symbol, PeakWindow window, double margin, PeakRule rule)
        implements Prediction {

    static final int SHIFTS = 39;

    @Override
    public String text() {
        return "The share of runs with a peak of " + symbol + " (" + observable + ") " + window.words()
                + " exceeds that of each null: weight decay 0 and random labels; intervals from Clopper and Pearson's of both shares at half the error each."
                + " Supported when both 95 % intervals are above 0, refuted when one that is not,"
                + " or that of both nulls pooled, lies below " + Texts.number(margin) + ". " + NullRuns.RULE
                + " Real runs with fewer logged steps in the window are left out and counted too, and so are those"
                + " whose own null is; pooled are the seeds of which both nulls are compared, as two."
                + " The series shifted circularly on log time by " + SHIFTS
                + " evenly spaced parts is reported, not judged: runs end soon after generalisation. " + rule.text();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> generalised = evidence.generalised(Arm.MAIN);
        List<RunEvidence> open = window.open(generalised, observable);
        List<Contrast> contrasts = new ArrayList<>();
        List<Detail> further = new ArrayList<>();
        Set<String> used = new LinkedHashSet<>();
        List<List<Timed>> byArm = new ArrayList<>();
        for (Arm arm : KimGrid.NULLS) {
            NullRuns nulls = NullRuns.of(evidence, window, observable, arm);
            List<Timed> pairs = pairs(open, nulls);
            if (pairs.isEmpty()) {
                return evidence.shortage(
                        arm,
                        "a null and the generalising run of the same p and seed are needed" + nulls.leftOutWords());
            }
            contrasts.add(contrast(arm.title(), true, pairs, further));
            further.addAll(nulls.leftOut(arm.title()));
            used.addAll(Evidence.names(pairs.stream().map(Timed::real).toList()));
            used.addAll(Evidence.names(pairs.stream().map(Timed::run).toList()));
            byArm.add(pairs);
        }
        List<Timed> pooled = ofCommonSeeds(byArm);
        if (!pooled.isEmpty()) {
            contrasts.add(contrast("both nulls pooled", false, pooled, further));
        }
        further.add(Detail.of(
                "runs that generalised with too few logged steps in the window, left out",
                generalised.size() - open.size(),
                generalised.size()));
        shifted(open, further);
        return Contrast.all(
                contrasts,
                new Decision(0, margin),
                "share of runs with a peak of " + symbol + " " + window.words() + ", less that of nulls",
                "Clopper and Pearson's intervals of both shares, each at half the error; both nulls must be beaten",
                List.copyOf(used),
                further);
    }

    /// Nulls whose real run can be compared. Shares of such pairs are of the same moduli, however unevenly nulls had
    /// to be left out.
    private static List<Timed> pairs(List<RunEvidence> open, NullRuns nulls) {
        return nulls.compared().stream()
                .filter(pair -> open.contains(pair.real()))
                .toList();
    }

    /// Pairs of all arms, of the real runs that every arm has.
    private static List<Timed> ofCommonSeeds(List<List<Timed>> byArm) {
        Set<RunEvidence> common =
                new LinkedHashSet<>(byArm.getFirst().stream().map(Timed::real).toList());
        byArm.forEach(pairs -> common.retainAll(pairs.stream().map(Timed::real).toList()));
        return byArm.stream()
                .flatMap(List::stream)
                .filter(pair -> common.contains(pair.real()))
                .toList();
    }

    private Contrast contrast(String label, boolean required, List<Timed> pairs, List<Detail> further) {
        List<RunEvidence> real = pairs.stream().map(Timed::real).distinct().toList();
        int inReal = (int) real.stream()
                .filter(run -> window.hasPeak(run, observable, run.generalised()))
                .count();
        int inNulls = (int) pairs.stream()
                .filter(timed -> window.hasPeak(timed.run(), observable, timed.clock()))
                .count();
        further.add(Detail.of(
                "share, " + label,
                ClopperPearson.of(inNulls, pairs.size(), Family.CONFIDENCE).orElseThrow()));
        int n = real.size();
        int m = pairs.size();
        int moduli = RunEvidence.moduli(real).size();
        return new Contrast(
                label,
                required,
                difference(inReal, n, inNulls, m, Family.CONFIDENCE),
                confidence -> difference(inReal, n, inNulls, m, confidence).interval(),
                moduli * (n + m) / n);
    }

    /// Exact and conservative at any n: the ends are those of Clopper and Pearson's intervals of both shares,
    /// each at half the error.
    private static Estimate difference(int inReal, int n, int inNulls, int m, double confidence) {
        double each = (1 + confidence) / 2;
        Interval real = ClopperPearson.of(inReal, n, each).orElseThrow().interval();
        Interval nulls = ClopperPearson.of(inNulls, m, each).orElseThrow().interval();
        return new Estimate(
                (double) inReal / n - (double) inNulls / m,
                new Interval(real.lower() - nulls.upper(), real.upper() - nulls.lower(), confidence),
                n + m);
    }

    /// Both sides detected on the same part of the record. A shift by a part chosen at random takes a single
    /// peak past generalisation as often as the share of log time that follows it, so no difference can be
    /// larger.
    private void shifted(List<RunEvidence> real, List<Detail> further) {
        double found = 0;
        double share = 0;
        double after = 0;
        for (RunEvidence run : real) {
            found += run.unshiftedPeak(observable, window) ? 1 : 0;
            share += run.shiftedShare(observable, window, SHIFTS);
            after += window.part(run, run.series(observable))
                    .map(part -> after(run, part))
                    .orElse(0.0);
        }
        int n = real.size();
        further.add(Detail.of("mean share, circular shifts", share / n, n));
        further.add(Detail.of(
                "share less that of circular shifts (most attainable by one peak: "
                        + String.format(Locale.ROOT, "%.3f", after / n)
                        + ", the share of log time after generalisation)",
                (found - share) / n,
                n));
    }

    private static double after(RunEvidence run, SampledSeries part) {
        double end = LogTime.ofStep(part.lastPosition());
        double event = LogTime.ofStep(run.generalised());
        return (end - event) / (end - LogTime.ofStep(part.position(0)));
    }
}
