package calorimeter.papers.kim2026;

import calorimeter.papers.campaign.Aligned;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.PeakWindow;
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
    private final List<RunEvidence> real;

    private NullFigure(Evidence evidence, List<RunEvidence> real) {
        this.evidence = evidence;
        this.real = real;
    }

    /// Empty without nulls, or without real runs to compare them with.
    static Optional<PanelFigure> of(Evidence evidence) {
        List<RunEvidence> real = evidence.generalised(Arm.MAIN);
        List<RunEvidence> nulls = evidence.runs(KimGrid.NO_DECAY, KimGrid.RANDOM_LABELS);
        return real.isEmpty() || nulls.isEmpty()
                ? Optional.empty()
                : Optional.of(new NullFigure(evidence, real)
                        .figure(RunEvidence.moduli(nulls).last()));
    }

    private PanelFigure figure(int largest) {
        List<Panel> panels = new ArrayList<>();
        Signal.THERMODYNAMIC.forEach(signal -> panels.add(shares(signal)));
        Signal.THERMODYNAMIC.forEach(signal -> panels.add(aligned(signal, largest)));
        return PanelFigure.of(
                "nulls",
                "Real runs against nulls",
                "Share of runs in which the same detector finds a peak before generalisation, with Clopper–Pearson"
                        + " intervals; for a null, before the generalisation of the real run of the same p and seed, or"
                        + " as many decades after its own memorisation; nulls without such a window are left out;"
                        + " for shifted series, the mean over runs of the share of " + PeakBeatsNulls.SHIFTS
                        + " circular shifts on log time. Then mean and 95 % interval of C and V of the largest modulus"
                        + " with nulls.",
                panels);
    }

    private Panel shares(Signal signal) {
        List<String> names = new ArrayList<>(List.of("real"));
        KimGrid.NULLS.forEach(arm -> names.add(arm.title().replace("null: ", "")));
        names.addAll(List.of("unordered split", "shifted"));
        return Panel.of(
                "Runs with a peak of " + signal.symbol() + " before",
                Axis.categories("", names),
                Axis.share("share of runs"),
                List.of(shares(signal, PeakWindow.ANY, -0.12), shares(signal, PeakWindow.MEMORISED, 0.12)));
    }

    private Curve shares(Signal signal, PeakWindow window, double offset) {
        String column = signal.column();
        List<RunEvidence> open = window.open(real, column);
        List<List<Timed>> groups = new ArrayList<>(List.of(generalised(open)));
        KimGrid.NULLS.forEach(arm -> groups.add(nulls(window, signal, arm)));
        groups.add(generalised(window.open(evidence.generalised(KimGrid.UNORDERED), column)));
        Points points = new Points();
        for (int place = 0; place < groups.size(); place++) {
            List<Timed> runs = groups.get(place);
            int with = (int) runs.stream()
                    .filter(timed -> window.hasPeak(timed.run(), column, timed.clock()))
                    .count();
            if (!runs.isEmpty()) {
                points.add(place + offset, ClopperPearson.of(with, runs.size(), Family.CONFIDENCE));
            }
        }
        open.stream()
                .mapToDouble(run -> run.shiftedShare(column, window, PeakBeatsNulls.SHIFTS))
                .average()
                .ifPresent(share -> points.add(groups.size() + offset, share));
        return points.drawn(window.words(), Style.POINTS);
    }

    private static List<Timed> generalised(List<RunEvidence> runs) {
        return runs.stream().map(run -> new Timed(run, run, run.generalised())).toList();
    }

    /// The nulls that can be compared.
    private List<Timed> nulls(PeakWindow window, Signal signal, Arm arm) {
        return NullRuns.of(evidence, window, signal.column(), arm).compared();
    }

    private Panel aligned(Signal signal, int modulus) {
        List<Curve> curves = new ArrayList<>();
        curves.add(aligned("real", signal, modulus, generalised(real)));
        for (Arm arm : KimGrid.NULLS) {
            curves.add(aligned(arm.title(), signal, modulus, nulls(PeakWindow.ANY, signal, arm)));
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
