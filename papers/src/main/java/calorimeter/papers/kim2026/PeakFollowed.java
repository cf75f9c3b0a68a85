// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.peaks.Peak;
import calorimeter.statistics.series.LogTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An intervention moves the peak of an observable, and generalisation moves with it.
///
/// Paired by modulus and seed with the main run, on log time: Δ_peak is how far the highest peak that a [PeakSearch]
/// counts moves, Δ_event how far the event does. An intervention that moves no peak asks nothing.
///
/// @param arm the intervention
/// @param least decades by which the peak must at least move
record PeakFollowed(PeakSearch search, Arm arm, double least) implements Prediction {

    private static final int FEWEST_PAIRS = 6;

    @Override
    public String text() {
        return "Paired by p and seed with the main runs, the arm '" + arm.title() + "' moves the highest peak of "
                + search.symbol() + " (" + search.observable() + ") " + search.words()
                + " by Δ_peak decades of log time and the event by Δ_event. Tested when the 95 % Student interval of the"
                + " mean of Δ_peak excludes 0 and the mean is at least " + Texts.number(least)
                + " in size, in at least " + FEWEST_PAIRS + " pairs; then supported when the interval of the mean of"
                + " Δ_event − Δ_peak lies within half the mean of Δ_peak of 0, refuted when it lies outside. Pairs"
                + " without event or peak on either side are counted and left out. " + search.text();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> used = new ArrayList<>();
        List<double[]> shifts = new ArrayList<>();
        List<RunEvidence> changed = evidence.runs(arm);
        for (RunEvidence run : changed) {
            RunEvidence main = evidence.partner(run, Arm.MAIN).orElse(null);
            if (main != null && hasBoth(run) && hasBoth(main)) {
                double peak = peak(run) - peak(main);
                double event = event(run) - event(main);
                shifts.add(new double[] {peak, event, event - peak});
                used.add(run);
                used.add(main);
            }
        }
        if (shifts.size() < FEWEST_PAIRS
                || !(mean(shifts, 0, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate moved))) {
            return evidence.shortage(
                    arm, FEWEST_PAIRS + " pairs with a peak on both sides are needed, there are " + shifts.size());
        }
        if (moved.interval().contains(0) || Math.abs(moved.value()) < least) {
            return new Verdict.NotTested("the intervention moves the peak by "
                    + String.format(
                            Locale.ROOT,
                            "%.3f [%.3f, %.3f]",
                            moved.value(),
                            moved.interval().lower(),
                            moved.interval().upper())
                    + " decades, which is not told from 0 or less than " + Texts.number(least));
        }
        double half = Math.abs(moved.value()) / 2;
        Grounds grounds = new Grounds(
                "mean of Δ_event − Δ_peak, decades, " + arm.title(),
                mean(shifts, 2, Family.CONFIDENCE).orElseThrow(),
                "Student interval of paired differences",
                Evidence.names(used),
                List.of(
                        Detail.of("mean of Δ_peak, decades", moved),
                        Detail.of(
                                "mean of Δ_event, decades",
                                mean(shifts, 1, Family.CONFIDENCE).orElseThrow()),
                        Detail.of(
                                "pairs without event or peak on either side, left out",
                                changed.size() - shifts.size(),
                                changed.size())));
        return new Equivalence(-half, half)
                .of(
                        grounds,
                        confidence -> mean(shifts, 2, confidence).orElseThrow().interval(),
                        RunEvidence.moduli(used).size());
    }

    private boolean hasBoth(RunEvidence run) {
        return search.event(run).isPresent()
                && search.hasPeak(run, search.event(run).orElseThrow());
    }

    private double peak(RunEvidence run) {
        return search.highest(run, search.event(run).orElseThrow())
                .map(Peak::time)
                .orElseThrow();
    }

    private double event(RunEvidence run) {
        return LogTime.ofStep(search.event(run).orElseThrow());
    }

    private static Answer<Estimate> mean(List<double[]> shifts, int column, double confidence) {
        return Mean.of(shifts.stream().mapToDouble(row -> row[column]).toArray(), confidence);
    }
}
