// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.statistics.classical.Median;
import java.util.ArrayList;
import java.util.List;

/// An intervention makes runs generalise earlier than another arm with the same seed: same initialisation, same
/// split, same batches.
///
/// @param better the intervention
/// @param reference what it is compared with
/// @param least a smaller reduction, in per cent, would be none
/// @param published reduction of the source, in per cent, whose power is shown; it judges nothing
/// @param stepsPerEpoch to tell epochs
public record LatencyReduced(
        Arm better, Arm reference, double least, double published, int stepsPerEpoch, PeakRule rule)
        implements Prediction {

    @Override
    public String text() {
        return "Paired by seed, the arm '" + better.title() + "' generalises earlier than '" + reference.title()
                + "'. Reduction in per cent of the reference; supported when its 95 % Wilcoxon interval is above 0,"
                + " otherwise refuted when it is below " + Texts.number(least)
                + "; unseen pairs are allowed to differ by the"
                + " largest difference seen, at least " + Texts.number(least) + ". A run that does not generalise"
                + " counts at its last step, which understates the difference; a pair of two such as 0, and where all"
                + " are such nothing is measured; pairs with a diverged run are counted and left out. "
                + stepsPerEpoch + " steps are an epoch. " + rule.text();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> used = new ArrayList<>();
        List<Double> reductions = new ArrayList<>();
        List<Double> epochs = new ArrayList<>();
        int halves = 0;
        int neither = 0;
        for (RunEvidence run : evidence.runs(better)) {
            RunEvidence other = evidence.partner(run, reference).orElse(null);
            if (other == null) {
                continue;
            }
            boolean never = !run.hasGeneralised() && !other.hasGeneralised();
            boolean both = run.hasGeneralised() && other.hasGeneralised();
            neither += never ? 1 : 0;
            halves += never || both ? 0 : 1;
            double mine = run.generalisedAt().orElse((double) run.lastStep());
            double theirs = never ? mine : other.generalisedAt().orElse((double) other.lastStep());
            reductions.add(100 * (theirs - mine) / theirs);
            epochs.add((theirs - mine) / stepsPerEpoch);
            used.add(run);
            used.add(other);
        }
        if (reductions.size() == neither) {
            return evidence.shortage(
                    evidence.runs(reference).isEmpty() ? reference : better,
                    "a pair of the arms '" + better.title() + "' and '" + reference.title()
                            + "' is needed of which one generalises"
                            + (neither == 0 ? "" : ", there are " + neither + " of which none does"));
        }
        double[] values = reductions.stream().mapToDouble(Double::doubleValue).toArray();
        double[] saved = epochs.stream().mapToDouble(Double::doubleValue).toArray();
        double largest = reductions.stream().mapToDouble(Math::abs).max().orElseThrow();
        Paired paired = new Paired(values, Math.max(least, largest));
        int diverged = (int) evidence.excluded().stream()
                .filter(excluded ->
                        excluded.arm().equals(better) || excluded.arm().equals(reference))
                .count();
        List<Detail> details = new ArrayList<>(List.of(
                Detail.of(
                        "median epochs saved",
                        Median.of(saved, Family.CONFIDENCE).orElseThrow()),
                Detail.of("pairs of which one did not generalise", halves, values.length),
                Detail.of("pairs of which none did", neither, values.length),
                Detail.of("diverged runs of both arms, whose pairs are left out", diverged, diverged)));
        details.addAll(rule.atOtherLevels("epochs saved", level -> saved(evidence, level)));
        Grounds grounds = new Grounds(
                "reduction of the step of generalisation, per cent",
                paired.estimate(),
                Paired.METHOD,
                Evidence.names(used),
                details);
        Power power = Power.above(grounds.estimate(), 0, published);
        return new Decision(0, least).of(grounds.orPower(power), paired.intervals(), 1);
    }

    /// Epochs saved by the pairs of which both reach a level.
    private double[] saved(Evidence evidence, double level) {
        List<Double> saved = new ArrayList<>();
        for (RunEvidence run : evidence.runs(better)) {
            evidence.partner(run, reference)
                    .filter(other -> run.generalisedAt(level).isPresent()
                            && other.generalisedAt(level).isPresent())
                    .ifPresent(other -> saved.add((other.generalisedAt(level).orElseThrow()
                                    - run.generalisedAt(level).orElseThrow())
                            / stepsPerEpoch));
        }
        return saved.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
