// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.kim2026.Tempering.Pair;
import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.classical.Mean;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Turning the temperature brings out a peak that main runs do not have.
///
/// @param margin a smaller difference of shares would not mean that
record PeakAppears(Tempering tempering, PeakSearch search, double margin) implements Prediction {

    @Override
    public String text() {
        return tempering.text() + "The share of runs with a peak of " + search.symbol() + " (" + search.observable()
                + ") "
                + search.words()
                + " exceeds that of the main runs; intervals from Clopper and Pearson's of both shares at"
                + " half the error each. Supported when the 95 % interval of the difference is above 0, otherwise refuted"
                + " when it is below " + Texts.number(margin) + ". Pairs in which one has no event are left out. "
                + search.text();
    }

    @Override
    public String family() {
        return Tempering.FAMILY;
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<Pair> all = tempering.pairs(evidence);
        List<Pair> pairs = all.stream()
                .filter(pair -> isOpen(pair.run()) && isOpen(pair.main()))
                .toList();
        if (pairs.isEmpty()) {
            return evidence.shortage(tempering.arm(), "a pair of which both can be looked at is needed");
        }
        int n = pairs.size();
        int changed = count(pairs, pair -> search.hasPeak(pair.run(), event(pair.run())));
        int main = count(pairs, pair -> search.hasPeak(pair.main(), event(pair.main())));
        List<Detail> details = new ArrayList<>(List.of(
                share("share with a peak", changed, n),
                share("share with a peak, main runs", main, n),
                share(
                        "share with a peak, loss floors included",
                        count(pairs, pair -> search.hasAnyPeak(pair.run(), event(pair.run()))),
                        n),
                share(
                        "share with a peak, loss floors included, main runs",
                        count(pairs, pair -> search.hasAnyPeak(pair.main(), event(pair.main()))),
                        n),
                Detail.of("pairs in which one has no event, left out", all.size() - n, all.size())));
        shifts(pairs, details);
        Grounds grounds = new Grounds(
                "share of runs with a peak of " + search.symbol() + " " + search.words() + ", "
                        + tempering.arm().title() + ", less that of main runs",
                PeakBeatsNulls.difference(changed, main, n, Family.CONFIDENCE),
                "Clopper and Pearson's intervals of both shares, each at half the error",
                Tempering.names(pairs),
                details,
                Optional.of(PeakBeatsNulls.power(main, n, margin)));
        return new Decision(0, margin)
                .of(
                        grounds,
                        confidence -> PeakBeatsNulls.difference(changed, main, n, confidence)
                                .interval(),
                        1);
    }

    /// How far the highest peak moves, at a loss floor or not.
    private void shifts(List<Pair> pairs, List<Detail> details) {
        double[] shifts = pairs.stream()
                .flatMapToDouble(pair -> search
                        .highestOfAll(pair.run(), event(pair.run()))
                        .flatMap(peak -> search.highestOfAll(pair.main(), event(pair.main()))
                                .map(before -> peak.time() - before.time()))
                        .stream()
                        .mapToDouble(Double::doubleValue))
                .toArray();
        String label = "shift of the highest peak in decades, loss floors included";
        details.add(
                Mean.of(shifts, Family.CONFIDENCE) instanceof Answer.Given<Estimate>(Estimate estimate)
                        ? Detail.of(label, estimate)
                        : Detail.of(label + ", of pairs with one on both sides", Double.NaN, shifts.length));
    }

    private boolean isOpen(RunEvidence run) {
        return search.event(run).isPresent() && search.isOpen(run, event(run));
    }

    private double event(RunEvidence run) {
        return search.event(run).orElseThrow();
    }

    private static int count(List<Pair> pairs, Predicate<Pair> which) {
        return (int) pairs.stream().filter(which).count();
    }

    private static Detail share(String label, int count, int n) {
        return Detail.of(label, ClopperPearson.of(count, n, Family.CONFIDENCE).orElseThrow());
    }
}
