// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.classical.Median;
import calorimeter.statistics.classical.SharePower;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Every seed has a peak where a [PeakSearch] looks.
///
/// "Every" cannot be asked of a detector that misses some: planted peaks of many times the noise are found in 94 of
/// 100 series at worst (docs/detectors.md). So the share of seeds is judged, from below by Clopper and Pearson's
/// interval of the runs with a peak, from above by that of the runs with a peak or a margin too small to tell.
///
/// @param share of runs that must at least have a peak
/// @param arms where it is looked for
/// @param control an arm reported beside it; not part of the verdict
public record PeakPrecedes(PeakSearch search, double share, List<Arm> arms, Optional<Arm> control)
        implements Prediction {

    /// Share of planted peaks far above the noise that the detector may miss (docs/detectors.md): a share of runs not
    /// below one minus this refutes nothing.
    private static final double MISSED = 0.06;

    public PeakPrecedes {
        arms = List.copyOf(arms);
    }

    @Override
    public String text() {
        return "The share of runs with a peak of " + search.symbol() + " (" + search.observable() + ") "
                + search.words() + ": supported when the lower end of its 95 % Clopper-Pearson interval exceeds "
                + Texts.number(share) + "; otherwise refuted when the upper end is below " + Texts.number(1 - MISSED)
                + ", since the detector misses up to " + Texts.number(MISSED)
                + " of planted peaks, where runs whose peak is unclear count as having one: one is found"
                + " with " + Texts.number(PeakSearch.NEARLY) + " of the prominence and "
                + Texts.number(PeakSearch.MARGIN) + " standard errors less, or its place is within as many of the"
                + " event. Arms: " + Arm.names(arms) + ". " + search.text();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<RunEvidence> runs = search.open(evidence, arms.toArray(new Arm[0]));
        if (runs.isEmpty()) {
            return evidence.shortage(
                    arms.getFirst(),
                    "a run that memorises and later reaches test accuracy " + Texts.number(search.level())
                            + " is needed");
        }
        int n = runs.size();
        int with = count(runs, run -> search.hasPeak(run, event(run)));
        int unclear = count(runs, run -> !search.hasPeak(run, event(run)) && search.isUnclear(run, event(run)));
        Grounds grounds = new Grounds(
                "share of seeds with a peak of " + search.symbol() + " " + search.words(),
                new Estimate((double) with / n, interval(with, unclear, n, Family.CONFIDENCE), n),
                "Clopper–Pearson interval, its upper end that of clear and unclear peaks together",
                Evidence.names(runs),
                details(evidence, runs, unclear),
                Optional.of(new Power(1 - MISSED, SharePower.above(n, share, 1 - MISSED, Family.CONFIDENCE))));
        return new Decision(share, 1 - MISSED)
                .of(
                        grounds,
                        confidence -> interval(with, unclear, n, confidence),
                        RunEvidence.moduli(runs).size());
    }

    private static Interval interval(int with, int unclear, int n, double confidence) {
        return new Interval(
                ClopperPearson.of(with, n, confidence).orElseThrow().interval().lower(),
                ClopperPearson.of(with + unclear, n, confidence)
                        .orElseThrow()
                        .interval()
                        .upper(),
                confidence);
    }

    private double event(RunEvidence run) {
        return search.event(run).orElseThrow();
    }

    private static int count(List<RunEvidence> runs, Predicate<RunEvidence> those) {
        return (int) runs.stream().filter(those).count();
    }

    private static Estimate share(int with, int n) {
        return ClopperPearson.of(with, n, Family.CONFIDENCE).orElseThrow();
    }

    private List<Detail> details(Evidence evidence, List<RunEvidence> runs, int unclear) {
        List<Detail> details = new ArrayList<>();
        for (Arm arm : arms) {
            List<RunEvidence> of =
                    runs.stream().filter(run -> run.arm().equals(arm)).toList();
            for (int modulus : RunEvidence.moduli(of)) {
                List<RunEvidence> at =
                        of.stream().filter(run -> run.modulus() == modulus).toList();
                addShare(details, "share, " + arm.title() + " at p = " + modulus, at);
            }
            int all = evidence.runs(arm).size();
            details.add(Detail.of(
                    "runs without the event after memorisation, or with too few logged steps before it: " + arm.title(),
                    all - of.size(),
                    all));
        }
        details.add(Detail.of("runs whose peak is unclear", unclear, runs.size()));
        details.add(Detail.of(
                "runs whose only peaks there are at a loss floor",
                share(count(runs, run -> search.hasOnlyFloorPeaks(run, event(run))), runs.size())));
        for (double prominence : PeakSearch.PROMINENCES) {
            details.add(Detail.of(
                    "share at relative prominence " + Texts.number(prominence),
                    share(count(runs, run -> search.hasPeak(run, event(run), prominence)), runs.size())));
        }
        addLead(details, "median lead of the highest peak, decades", runs, true);
        addLead(details, "median lead of the last peak, decades", runs, false);
        control.ifPresent(arm -> addShare(details, "share, " + arm.title(), search.open(evidence, arm)));
        return details;
    }

    /// Nothing without runs.
    private void addShare(List<Detail> details, String label, List<RunEvidence> of) {
        if (!of.isEmpty()) {
            details.add(Detail.of(label, share(count(of, run -> search.hasPeak(run, event(run))), of.size())));
        }
    }

    private void addLead(List<Detail> details, String label, List<RunEvidence> runs, boolean highest) {
        double[] leads = runs.stream()
                .flatMapToDouble(run -> search.lead(run, highest).stream())
                .toArray();
        if (leads.length > 0) {
            details.add(Detail.of(label, Median.of(leads, Family.CONFIDENCE).orElseThrow()));
        }
    }
}
