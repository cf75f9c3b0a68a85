// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Contrast;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.Power;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Texts;
import calorimeter.papers.claim.Verdict;
import calorimeter.papers.kim2026.NullRuns.Timed;
import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.classical.SharePower;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A [PeakSearch] finds a peak less often in each kind of null.
///
/// [NullRuns] says which nulls are compared, and where their peaks count. A seed is counted once on each side of a
/// contrast; nulls of different kinds are never pooled, since early on they are the same trajectory.
///
/// @param margin a smaller difference would not make a peak a sign of generalisation
record PeakBeatsNulls(PeakSearch search, double margin) implements Prediction {

    @Override
    public String text() {
        return "The share of runs with a peak of " + search.symbol() + " (" + search.observable() + ") "
                + search.words() + " exceeds that of each null: "
                + String.join(", ", KimGrid.NULLS.stream().map(KimGrid::kind).toList())
                + "; intervals from Clopper and Pearson's of both shares at half the error each. Supported when every"
                + " 95 % interval is above 0, refuted when one that is not lies below " + Texts.number(margin) + ". "
                + NullRuns.RULE + " A real run is compared with its own null, and left out with it. " + search.text();
    }

    @Override
    public Verdict judge(Evidence evidence) {
        List<Contrast> contrasts = new ArrayList<>();
        List<Detail> further = new ArrayList<>();
        Set<String> used = new LinkedHashSet<>();
        for (Arm arm : KimGrid.NULLS) {
            NullRuns nulls = NullRuns.of(evidence, search, arm);
            List<Timed> pairs = nulls.compared();
            if (pairs.isEmpty()) {
                return evidence.shortage(
                        arm,
                        "a null and the generalising run of the same p and seed are needed" + nulls.leftOutWords());
            }
            contrasts.add(contrast(arm.title(), pairs, further));
            further.addAll(nulls.leftOut(arm.title()));
            used.addAll(Evidence.names(pairs.stream().map(Timed::real).toList()));
            used.addAll(Evidence.names(pairs.stream().map(Timed::run).toList()));
        }
        return Contrast.all(
                contrasts,
                new Decision(0, margin),
                "share of runs with a peak of " + search.symbol() + " " + search.words() + ", less that of nulls",
                "Clopper and Pearson's intervals of both shares, each at half the error; every null must be beaten",
                List.copyOf(used),
                further);
    }

    private Contrast contrast(String label, List<Timed> pairs, List<Detail> further) {
        int n = pairs.size();
        int real = (int) pairs.stream()
                .filter(timed ->
                        search.hasPeak(timed.real(), search.event(timed.real()).orElseThrow()))
                .count();
        int nulls = count(pairs);
        further.add(Detail.of(
                "share, " + label,
                ClopperPearson.of(nulls, n, Family.CONFIDENCE).orElseThrow()));
        List<Timed> partners = pairs.stream()
                .map(timed -> new Timed(
                        timed.real(), timed.real(), search.event(timed.real()).orElseThrow()))
                .toList();
        further.add(anyPeak("real runs of " + label, partners));
        further.add(anyPeak(label, pairs));
        for (int modulus : RunEvidence.moduli(pairs.stream().map(Timed::real).toList())) {
            List<Timed> at = pairs.stream()
                    .filter(timed -> timed.real().modulus() == modulus)
                    .toList();
            further.add(Detail.of(
                    "share, " + label + " at p = " + modulus,
                    ClopperPearson.of(count(at), at.size(), Family.CONFIDENCE).orElseThrow()));
        }
        int moduli =
                RunEvidence.moduli(pairs.stream().map(Timed::real).toList()).size();
        return new Contrast(
                label,
                difference(real, nulls, n, Family.CONFIDENCE),
                confidence -> difference(real, nulls, n, confidence).interval(),
                moduli,
                Optional.of(power(nulls, n, margin)));
    }

    /// Were a peak as frequent in nulls as seen, and by the margin more frequent in real runs.
    static Power power(int nulls, int n, double margin) {
        double without = Math.min((double) nulls / n, 1 - margin);
        return new Power(margin, SharePower.differenceAbove(n, 0, without + margin, without, Family.CONFIDENCE));
    }

    /// Not judged: what the rule about loss floors takes away.
    private Detail anyPeak(String label, List<Timed> runs) {
        int with = (int) runs.stream()
                .filter(timed -> search.hasAnyPeak(timed.run(), timed.clock()))
                .count();
        return Detail.of(
                "share with a peak, loss floors included, " + label,
                ClopperPearson.of(with, runs.size(), Family.CONFIDENCE).orElseThrow());
    }

    private int count(List<Timed> pairs) {
        return (int) pairs.stream()
                .filter(timed -> search.hasPeak(timed.run(), timed.clock()))
                .count();
    }

    /// Exact and conservative at any n: the ends are those of Clopper and Pearson's intervals of both shares,
    /// each at half the error.
    static Estimate difference(int real, int nulls, int n, double confidence) {
        double each = (1 + confidence) / 2;
        Interval of = ClopperPearson.of(real, n, each).orElseThrow().interval();
        Interval without = ClopperPearson.of(nulls, n, each).orElseThrow().interval();
        return new Estimate(
                (double) (real - nulls) / n,
                new Interval(of.lower() - without.upper(), of.upper() - without.lower(), confidence),
                n);
    }
}
