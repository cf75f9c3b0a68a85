package calorimeter.papers.kim2026;

import calorimeter.papers.campaign.Aligned;
import calorimeter.papers.campaign.PaperFigure;
import calorimeter.papers.campaign.PaperFigure.Axis;
import calorimeter.papers.campaign.PaperFigure.Curve;
import calorimeter.papers.campaign.PaperFigure.Panel;
import calorimeter.papers.campaign.PaperFigure.Points;
import calorimeter.papers.campaign.PaperFigure.Style;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.PeakWindow;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.kim2026.NullRuns.Timed;
import calorimeter.statistics.classical.ClopperPearson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
    static Optional<PaperFigure> of(Evidence evidence) {
        List<RunEvidence> real = evidence.generalised(Arm.MAIN);
        List<RunEvidence> nulls = evidence.runs(KimArms.NO_DECAY, KimArms.RANDOM_LABELS);
        return real.isEmpty() || nulls.isEmpty()
                ? Optional.empty()
                : Optional.of(new NullFigure(evidence, real)
                        .figure(RunEvidence.moduli(nulls).last()));
    }

    private PaperFigure figure(int largest) {
        List<Panel> panels = new ArrayList<>();
        Signal.THERMODYNAMIC.forEach(signal -> panels.add(shares(signal)));
        Signal.THERMODYNAMIC.forEach(signal -> panels.add(aligned(signal, largest)));
        return new PaperFigure(
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
        KimArms.NULLS.forEach(arm -> names.add(arm.title().replace("null: ", "")));
        names.addAll(List.of("unordered split", "shifted"));
        return new Panel(
                "Runs with a peak of " + signal.symbol() + " before",
                Axis.categories("", names),
                Axis.share("share of runs"),
                List.of(shares(signal, PeakWindow.ANY, -0.12), shares(signal, PeakWindow.MEMORISED, 0.12)));
    }

    private Curve shares(Signal signal, PeakWindow window, double offset) {
        Points points = new Points();
        List<RunEvidence> open = window.open(real, signal.column());
        addShare(points, offset, generalised(open), signal, window);
        int place = 0;
        for (Arm arm : KimArms.NULLS) {
            place++;
            addShare(points, place + offset, nulls(window, signal, arm), signal, window);
        }
        List<RunEvidence> unordered = window.open(evidence.generalised(KimArms.UNORDERED), signal.column());
        addShare(points, place + 1 + offset, generalised(unordered), signal, window);
        double shifted = place + 2 + offset;
        open.stream()
                .mapToDouble(run -> run.shiftedShare(signal.column(), window, PeakBeatsNulls.SHIFTS))
                .average()
                .ifPresent(share -> points.add(shifted, share));
        return points.drawn(window.words(), Style.POINTS);
    }

    private static List<Timed> generalised(List<RunEvidence> runs) {
        return runs.stream().map(run -> new Timed(run, run, run.generalised())).toList();
    }

    /// The nulls that can be compared.
    private List<Timed> nulls(PeakWindow window, Signal signal, Arm arm) {
        return NullRuns.of(evidence, window, signal.column(), arm).compared();
    }

    /// Nothing without runs.
    private static void addShare(Points points, double place, List<Timed> runs, Signal signal, PeakWindow window) {
        int with = (int) runs.stream()
                .filter(timed -> window.hasPeak(timed.run(), signal.column(), timed.clock()))
                .count();
        if (!runs.isEmpty()) {
            points.add(place, ClopperPearson.of(with, runs.size(), Family.CONFIDENCE));
        }
    }

    private Panel aligned(Signal signal, int modulus) {
        List<Curve> curves = new ArrayList<>();
        curves.add(aligned("real", signal, modulus, generalised(real)));
        for (Arm arm : KimArms.NULLS) {
            curves.add(aligned(arm.title(), signal, modulus, nulls(PeakWindow.ANY, signal, arm)));
        }
        return Aligned.panel(signal.symbol() + " at p = " + modulus, Axis.linear(signal.symbol()), curves);
    }

    private static Curve aligned(String name, Signal signal, int modulus, List<Timed> runs) {
        Map<RunEvidence, Double> clocks = new LinkedHashMap<>();
        runs.stream()
                .filter(timed -> timed.run().modulus() == modulus)
                .forEach(timed -> clocks.put(timed.run(), timed.clock()));
        return Aligned.mean(
                name, List.copyOf(clocks.keySet()), signal.column(), run -> Objects.requireNonNull(clocks.get(run)));
    }
}
