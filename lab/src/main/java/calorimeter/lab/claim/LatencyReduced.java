package calorimeter.lab.claim;

import calorimeter.lab.claim.Finding.Detail;
import calorimeter.statistics.location.Median;
import java.util.ArrayList;
import java.util.List;

/// An intervention makes runs generalise earlier than another arm with the same seed: same initialisation, same
/// split, same batches.
///
/// @param better the intervention
/// @param reference what it is compared with
/// @param least a smaller reduction, in per cent, would be none
/// @param stepsPerEpoch to tell epochs
public record LatencyReduced(Arm better, Arm reference, double least, int stepsPerEpoch, PeakRule rule)
        implements Prediction {

    @Override
    public String text() {
        return "Paired by seed, the arm '" + better.title() + "' generalises earlier than '" + reference.title()
                + "'. Reduction in per cent of the reference; supported when its 95 % Wilcoxon interval is above 0,"
                + " refuted when it is below " + Texts.number(least) + ". Pairs of which one does not generalise are"
                + " reported and left out. " + rule.text();
    }

    @Override
    public Assessment assess(Evidence evidence) {
        List<RunEvidence> used = new ArrayList<>();
        List<Double> reductions = new ArrayList<>();
        List<Double> epochs = new ArrayList<>();
        int halves = 0;
        for (RunEvidence run : evidence.runs(better)) {
            RunEvidence other = evidence.partner(run, reference).orElse(null);
            if (other == null) {
                continue;
            }
            if (run.generalisedAt().isEmpty() || other.generalisedAt().isEmpty()) {
                halves++;
                continue;
            }
            double mine = run.generalisedAt().getAsDouble();
            double theirs = other.generalisedAt().getAsDouble();
            reductions.add(100 * (theirs - mine) / theirs);
            epochs.add((theirs - mine) / stepsPerEpoch);
            used.add(run);
            used.add(other);
        }
        if (reductions.isEmpty()) {
            return new Assessment.Unmeasured(
                    evidence.shortage(better, "a pair with the arm '" + reference.title() + "' is needed"));
        }
        double[] values = reductions.stream().mapToDouble(Double::doubleValue).toArray();
        double[] saved = epochs.stream().mapToDouble(Double::doubleValue).toArray();
        Paired paired = Paired.ofRangeSeen(values);
        List<Detail> details = List.of(
                Detail.of(
                        "median epochs saved",
                        Median.of(saved, Family.CONFIDENCE).orElseThrow()),
                Detail.of("pairs of which one did not generalise", halves, halves + values.length));
        Finding finding = new Finding(
                "reduction of the step of generalisation, per cent",
                paired.estimate(),
                Paired.METHOD,
                Evidence.names(used),
                details);
        return new Decision(0, least).of(finding, paired.intervals(), 1);
    }
}
