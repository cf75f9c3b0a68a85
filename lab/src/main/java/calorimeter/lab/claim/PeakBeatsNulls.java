package calorimeter.lab.claim;

import calorimeter.lab.claim.Finding.Detail;
import calorimeter.lab.claim.NullRuns.Timed;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.proportion.ClopperPearson;
import calorimeter.statistics.series.LogTime;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The detector finds a peak before generalisation less often in nulls.
///
/// Which nulls are compared, and before which step their peaks count, says [NullRuns]. Besides, each real series
/// is shifted circularly on log time by [#SHIFTS] evenly spaced parts of its record. That is reported, not
/// judged: a run ends soon after it generalises, so a shift hardly takes a peak past that step, and where the
/// ends of the record are joined a curve without peaks gets one.
///
/// @param observable column of C or V
/// @param symbol C or V
/// @param window where the peak must lie
/// @param margin a smaller difference would not make a peak a sign of generalisation
public record PeakBeatsNulls(String observable, String symbol, Window window, double margin, PeakRule rule)
        implements Prediction {

    public static final List<Arm> NULLS = List.of(Arm.NO_DECAY, Arm.RANDOM_LABELS);

    public static final int SHIFTS = 39;

    @Override
    public String text() {
        return "The share of runs with a peak of " + symbol + " (" + observable + ") " + window.words()
                + " exceeds that of each null: weight decay 0 and random labels; intervals from Clopper and Pearson's of both shares at half the error each."
                + " Supported when both 95 % intervals are above 0, refuted when one that is not,"
                + " or that of both nulls pooled, lies below " + Texts.number(margin) + ". " + NullRuns.RULE
                + " Real runs with fewer logged steps in the window are left out and counted too."
                + " The series shifted circularly on log time by " + SHIFTS
                + " evenly spaced parts is reported, not judged: runs end soon after generalisation. " + rule.text();
    }

    @Override
    public Assessment assess(Evidence evidence) {
        List<RunEvidence> generalised = evidence.generalised(Arm.MAIN);
        List<RunEvidence> open = window.open(generalised, observable);
        List<Contrast> contrasts = new ArrayList<>();
        List<Detail> further = new ArrayList<>();
        List<RunEvidence> used = new ArrayList<>();
        List<Timed> pooled = new ArrayList<>();
        for (Arm arm : NULLS) {
            NullRuns nulls = NullRuns.of(evidence, window, observable, arm);
            List<RunEvidence> real = sameModuli(open, nulls.compared());
            if (nulls.isEmpty() || real.isEmpty()) {
                return new Assessment.Unmeasured(evidence.shortage(
                        arm,
                        "a null and the generalising run of the same p and seed are needed" + nulls.leftOutWords()));
            }
            contrasts.add(contrast(arm.title(), true, real, nulls.compared(), further));
            further.addAll(nulls.leftOut(arm.title()));
            used.addAll(real);
            used.addAll(nulls.runs());
            pooled.addAll(nulls.compared());
        }
        contrasts.add(contrast("both nulls pooled", false, sameModuli(open, pooled), pooled, further));
        further.add(Detail.of(
                "runs that generalised with too few logged steps in the window, left out",
                generalised.size() - open.size(),
                generalised.size()));
        shifted(open, further);
        int settings = (int) evidence.runs(Arm.NO_DECAY).stream()
                .map(RunEvidence::modulus)
                .distinct()
                .count();
        return Contrast.all(
                contrasts,
                new Decision(0, margin),
                "share of runs with a peak of " + symbol + " " + window.words() + ", less that of nulls",
                "Clopper and Pearson's intervals of both shares, each at half the error; both nulls must be beaten",
                Evidence.names(used),
                further,
                settings);
    }

    private static List<RunEvidence> sameModuli(List<RunEvidence> open, List<Timed> nulls) {
        List<Integer> moduli =
                nulls.stream().map(timed -> timed.run().modulus()).toList();
        return open.stream().filter(run -> moduli.contains(run.modulus())).toList();
    }

    private Contrast contrast(
            String label, boolean required, List<RunEvidence> real, List<Timed> nulls, List<Detail> further) {
        int inReal = (int) real.stream()
                .filter(run ->
                        window.hasPeak(run, observable, run.generalisedAt().orElseThrow()))
                .count();
        int inNulls = (int) nulls.stream()
                .filter(timed -> window.hasPeak(timed.run(), observable, timed.clock()))
                .count();
        further.add(Detail.of(
                "share, " + label,
                ClopperPearson.of(inNulls, nulls.size(), Family.CONFIDENCE).orElseThrow()));
        int n = real.size();
        int m = nulls.size();
        return new Contrast(
                label,
                required,
                difference(inReal, n, inNulls, m, Family.CONFIDENCE),
                confidence -> difference(inReal, n, inNulls, m, confidence).interval());
    }

    /// Exact and conservative at any n: the ends are those of Clopper and Pearson's intervals of both shares, each
    /// at half the error.
    private static Estimate difference(int inReal, int n, int inNulls, int m, double confidence) {
        double each = (1 + confidence) / 2;
        Interval real = ClopperPearson.of(inReal, n, each).orElseThrow().interval();
        Interval nulls = ClopperPearson.of(inNulls, m, each).orElseThrow().interval();
        return new Estimate(
                (double) inReal / n - (double) inNulls / m,
                new Interval(real.lower() - nulls.upper(), real.upper() - nulls.lower(), confidence),
                n + m);
    }

    /// Both sides detected on the same part of the record. A shift by a part chosen at random takes a single peak
    /// past generalisation as often as the share of log time that follows it, so no difference can be larger.
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
        double event = LogTime.ofStep(run.generalisedAt().orElseThrow());
        return (end - event) / (end - LogTime.ofStep(part.position(0)));
    }
}
