package calorimeter.lab.claim;

import calorimeter.lab.claim.Finding.Detail;
import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.TestResult;
import calorimeter.statistics.proportion.ClopperPearson;
import calorimeter.statistics.proportion.FisherExact;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/// The detector finds a peak before generalisation less often in nulls.
///
/// A null run never generalises, so its clock is that of the real run of the same modulus and seed: a peak
/// counts when it comes before the step at which that run generalised. The third null is each real series,
/// shifted circularly on log time by [#SHIFTS] evenly spaced parts of its record.
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
        return "The share of runs with a peak of " + symbol + " " + window.words()
                + " exceeds that of each null: weight"
                + " decay 0 and random labels (for the step of generalisation, that of the real run of the same p and seed;"
                + " Newcombe interval of the difference), and the real series from the beginning of that window on, shifted circularly on log time by "
                + SHIFTS + " evenly spaced parts (Wilcoxon interval of paired differences). Supported when all three"
                + " 95 % intervals are above 0, refuted when one that is not, or that of the first two pooled, lies"
                + " below " + Texts.number(margin) + ". "
                + rule.text();
    }

    @Override
    public Assessment assess(Evidence evidence) {
        List<Contrast> contrasts = new ArrayList<>();
        List<Detail> further = new ArrayList<>();
        List<RunEvidence> used = new ArrayList<>();
        List<RunEvidence> pooled = new ArrayList<>();
        for (Arm arm : NULLS) {
            List<RunEvidence> nulls = matched(evidence, arm);
            if (nulls.isEmpty()) {
                return new Assessment.Unmeasured(
                        evidence.shortage(arm, "a null and the generalising run of the same p and seed are needed"));
            }
            List<RunEvidence> real = sameModuli(evidence, nulls);
            contrasts.add(contrast(evidence, arm.title(), true, real, nulls, further));
            used.addAll(real);
            pooled.addAll(nulls);
        }
        used.addAll(pooled);
        contrasts.add(contrast(evidence, "both nulls pooled", false, sameModuli(evidence, pooled), pooled, further));
        List<RunEvidence> real = evidence.generalised(Arm.MAIN);
        contrasts.add(shifted(real, further));
        used.addAll(real);
        int settings = (int) evidence.runs(Arm.NO_DECAY).stream()
                .map(RunEvidence::modulus)
                .distinct()
                .count();
        return Contrast.all(
                contrasts,
                new Decision(0, margin),
                "share of runs with a peak of " + symbol + " " + window.words() + ", less that of nulls",
                "Newcombe's and Wilcoxon's intervals; all nulls must be beaten",
                used.stream().map(RunEvidence::run).distinct().toList(),
                further,
                settings);
    }

    /// Null runs whose real partner generalised.
    static List<RunEvidence> matched(Evidence evidence, Arm arm) {
        return evidence.runs(arm).stream()
                .filter(run -> clock(evidence, run).isPresent())
                .toList();
    }

    /// When the real run of the same modulus and seed generalised.
    public static OptionalDouble clock(Evidence evidence, RunEvidence run) {
        return evidence.partner(run, Arm.MAIN).map(RunEvidence::generalisedAt).orElse(OptionalDouble.empty());
    }

    private static List<RunEvidence> sameModuli(Evidence evidence, List<RunEvidence> nulls) {
        List<Integer> moduli = nulls.stream().map(RunEvidence::modulus).toList();
        return evidence.generalised(Arm.MAIN).stream()
                .filter(run -> moduli.contains(run.modulus()))
                .toList();
    }

    private Contrast contrast(
            Evidence evidence,
            String label,
            boolean required,
            List<RunEvidence> real,
            List<RunEvidence> nulls,
            List<Detail> further) {
        int inReal = count(real, run -> run.generalisedAt().orElseThrow());
        int inNulls = count(nulls, run -> clock(evidence, run).orElseThrow());
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

    private static Estimate difference(int inReal, int n, int inNulls, int m, double confidence) {
        TestResult test = FisherExact.of(inReal, n, inNulls, m, Alternative.TWO_SIDED, confidence)
                .orElseThrow();
        return test.effect();
    }

    private int count(List<RunEvidence> runs, ToDoubleFunction<RunEvidence> event) {
        return (int) runs.stream()
                .filter(run -> window.hasPeak(run, observable, event.applyAsDouble(run)))
                .count();
    }

    private Contrast shifted(List<RunEvidence> real, List<Detail> further) {
        double[] differences = new double[real.size()];
        double mean = 0;
        for (int i = 0; i < differences.length; i++) {
            RunEvidence run = real.get(i);
            double event = run.generalisedAt().orElseThrow();
            double found = window.hasPeak(run, observable, event) ? 1 : 0;
            double share = run.shiftedShare(observable, window, SHIFTS);
            differences[i] = found - share;
            mean += share / differences.length;
        }
        further.add(Detail.of("mean share, circular shifts", mean, differences.length));
        Paired paired = new Paired(differences, 1);
        return new Contrast("null: circular shift", true, paired.estimate(), paired.intervals());
    }
}
