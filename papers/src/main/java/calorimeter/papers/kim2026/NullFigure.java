// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.campaign.Aligned;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.kim2026.NullRuns.Timed;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.statistics.classical.ClopperPearson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The figure of kim2026 that holds real runs against nulls: the share of runs with a peak before
/// generalisation, and the signals themselves, those of a null counted from the step that stands for its
/// generalisation.
final class NullFigure {

    private final Evidence evidence;
    private final PeakRule rule;

    private NullFigure(Evidence evidence, PeakRule rule) {
        this.evidence = evidence;
        this.rule = rule;
    }

    /// Empty without nulls, or without real runs to compare them with.
    static Optional<PanelFigure> of(Evidence evidence, PeakRule rule) {
        List<RunEvidence> nulls = evidence.runs(KimGrid.NULLS.toArray(new Arm[0]));
        return nulls.isEmpty()
                ? Optional.empty()
                : Optional.of(new NullFigure(evidence, rule)
                        .figure(RunEvidence.moduli(nulls).last()));
    }

    private PanelFigure figure(int largest) {
        List<Panel> panels = new ArrayList<>();
        Signal.THERMODYNAMIC.forEach(signal -> panels.add(shares(signal)));
        Signal.THERMODYNAMIC.forEach(signal -> panels.add(aligned(signal, largest)));
        return PanelFigure.of(
                "nulls",
                "Real runs against nulls",
                "Share of runs in which the same detector finds a peak, with Clopper–Pearson intervals: seen online"
                        + " between memorisation and generalisation, and on the whole record during the transition;"
                        + " for a null, as many decades after its own memorisation as the real run of the same p and"
                        + " seed took. Nulls without such a part of their record are left out. Then mean and 95 % interval"
                        + " of the signals at the largest modulus.",
                panels);
    }

    private Panel shares(Signal signal) {
        List<String> names = new ArrayList<>(List.of("real"));
        KimGrid.NULLS.forEach(arm -> names.add(KimGrid.kind(arm)));
        names.add("unordered split");
        return Panel.of(
                "Runs with a peak of " + signal.symbol(),
                Axis.categories("", names),
                Axis.share("share of runs"),
                List.of(
                        shares(search(signal, PeakSearch.Sight.ONLINE), -0.12),
                        shares(search(signal, PeakSearch.Sight.TRANSITION), 0.12)));
    }

    private PeakSearch search(Signal signal, PeakSearch.Sight sight) {
        return new PeakSearch(signal.column(), signal.symbol(), rule.generalised(), sight, rule);
    }

    private Curve shares(PeakSearch search, double offset) {
        List<List<Timed>> groups = new ArrayList<>(List.of(real(search, Arm.MAIN)));
        KimGrid.NULLS.forEach(
                arm -> groups.add(NullRuns.of(evidence, search, arm).compared()));
        groups.add(real(search, KimGrid.UNORDERED));
        Points points = new Points();
        for (int place = 0; place < groups.size(); place++) {
            List<Timed> runs = groups.get(place);
            int with = (int) runs.stream()
                    .filter(timed -> search.hasPeak(timed.run(), timed.clock()))
                    .count();
            if (!runs.isEmpty()) {
                points.add(place + offset, ClopperPearson.of(with, runs.size(), Family.CONFIDENCE));
            }
        }
        return points.drawn(search.words(), Style.POINTS);
    }

    private List<Timed> real(PeakSearch search, Arm arm) {
        return search.open(evidence, arm).stream()
                .map(run -> new Timed(run, run, search.event(run).orElseThrow()))
                .toList();
    }

    private Panel aligned(Signal signal, int modulus) {
        PeakSearch search = search(signal, PeakSearch.Sight.ONLINE);
        List<Curve> curves = new ArrayList<>();
        curves.add(aligned("real", signal, modulus, real(search, Arm.MAIN)));
        for (Arm arm : KimGrid.NULLS) {
            curves.add(aligned(
                    KimGrid.kind(arm),
                    signal,
                    modulus,
                    NullRuns.of(evidence, search, arm).compared()));
        }
        return Aligned.panel(signal.symbol() + " at p = " + modulus, Axis.linear(signal.symbol()), curves);
    }

    private static Curve aligned(String name, Signal signal, int modulus, List<Timed> runs) {
        Map<RunEvidence, Double> clocks = new LinkedHashMap<>();
        runs.stream()
                .filter(timed -> timed.run().modulus() == modulus)
                .forEach(timed -> clocks.put(timed.run(), timed.clock()));
        return Aligned.mean(name, clocks, signal.column());
    }
}
