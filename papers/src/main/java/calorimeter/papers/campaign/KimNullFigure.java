package calorimeter.papers.campaign;

import calorimeter.papers.campaign.PaperFigure.Axis;
import calorimeter.papers.campaign.PaperFigure.Curve;
import calorimeter.papers.campaign.PaperFigure.Panel;
import calorimeter.papers.campaign.PaperFigure.Point;
import calorimeter.papers.campaign.PaperFigure.Style;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.NullRuns;
import calorimeter.papers.claim.PeakBeatsNulls;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.Signal;
import calorimeter.papers.claim.Window;
import calorimeter.statistics.proportion.ClopperPearson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// The figure of kim2026 that holds real runs against nulls: the share of runs with a peak before
/// generalisation, and the signals themselves, those of a null counted from the step that stands for its
/// generalisation.
final class KimNullFigure {

    private final Evidence evidence;
    private final List<RunEvidence> real;

    private KimNullFigure(Evidence evidence, List<RunEvidence> real) {
        this.evidence = evidence;
        this.real = real;
    }

    /// Empty without nulls, or without real runs to compare them with.
    static Optional<PaperFigure> of(Evidence evidence) {
        List<RunEvidence> real = evidence.generalised(Arm.MAIN);
        List<RunEvidence> nulls = evidence.runs(Arm.NO_DECAY, Arm.RANDOM_LABELS);
        if (real.isEmpty() || nulls.isEmpty()) {
            return Optional.empty();
        }
        int largest = nulls.stream().mapToInt(RunEvidence::modulus).max().orElseThrow();
        return Optional.of(new KimNullFigure(evidence, real).figure(largest));
    }

    private PaperFigure figure(int largest) {
        List<Panel> panels = new ArrayList<>();
        for (Signal signal : Signal.THERMODYNAMIC) {
            panels.add(shares(signal));
        }
        for (Signal signal : Signal.THERMODYNAMIC) {
            panels.add(aligned(signal, largest));
        }
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
        PeakBeatsNulls.NULLS.forEach(arm -> names.add(arm.title().replace("null: ", "")));
        names.addAll(List.of("unordered split", "shifted"));
        return new Panel(
                "Runs with a peak of " + signal.symbol() + " before",
                Axis.categories("", names),
                Axis.share("share of runs"),
                List.of(shares(signal, Window.ANY, -0.12), shares(signal, Window.MEMORISED, 0.12)),
                List.of());
    }

    private Curve shares(Signal signal, Window window, double offset) {
        List<Point> points = new ArrayList<>();
        List<RunEvidence> open = window.open(real, signal.column());
        if (!open.isEmpty()) {
            points.add(share(offset, open, signal, window, KimNullFigure::generalised));
        }
        int place = 0;
        for (Arm arm : PeakBeatsNulls.NULLS) {
            place++;
            Map<RunEvidence, Double> clocks = clocks(window, signal, arm);
            if (!clocks.isEmpty()) {
                points.add(share(
                        place + offset,
                        List.copyOf(clocks.keySet()),
                        signal,
                        window,
                        run -> Objects.requireNonNull(clocks.get(run))));
            }
        }
        List<RunEvidence> unordered = window.open(evidence.generalised(Arm.UNORDERED), signal.column());
        if (!unordered.isEmpty()) {
            points.add(share(place + 1 + offset, unordered, signal, window, KimNullFigure::generalised));
        }
        double shifted = place + 2 + offset;
        open.stream()
                .mapToDouble(run -> run.shiftedShare(signal.column(), window, PeakBeatsNulls.SHIFTS))
                .average()
                .ifPresent(share -> points.add(Point.of(shifted, share)));
        return new Curve(window.words(), Style.POINTS, points);
    }

    private static Point share(
            double place, List<RunEvidence> runs, Signal signal, Window window, ToDoubleFunction<RunEvidence> event) {
        int with = (int) runs.stream()
                .filter(run -> window.hasPeak(run, signal.column(), event.applyAsDouble(run)))
                .count();
        return Point.of(
                place, ClopperPearson.of(with, runs.size(), Family.CONFIDENCE).orElseThrow());
    }

    private Panel aligned(Signal signal, int modulus) {
        List<Curve> curves = new ArrayList<>();
        curves.add(Aligned.mean("real", at(modulus, real), signal.column(), KimNullFigure::generalised));
        for (Arm arm : PeakBeatsNulls.NULLS) {
            Map<RunEvidence, Double> clocks = clocks(Window.ANY, signal, arm);
            curves.add(Aligned.mean(
                    arm.title(),
                    at(modulus, clocks.keySet()),
                    signal.column(),
                    run -> Objects.requireNonNull(clocks.get(run))));
        }
        return Aligned.panel(signal.symbol() + " at p = " + modulus, Axis.linear(signal.symbol()), curves);
    }

    private static List<RunEvidence> at(int modulus, Collection<RunEvidence> runs) {
        return runs.stream().filter(run -> run.modulus() == modulus).toList();
    }

    private static double generalised(RunEvidence run) {
        return run.generalisedAt().orElseThrow();
    }

    /// The step that stands for generalisation in each null that can be compared, see [NullRuns].
    private Map<RunEvidence, Double> clocks(Window window, Signal signal, Arm arm) {
        Map<RunEvidence, Double> clocks = new LinkedHashMap<>();
        NullRuns.of(evidence, window, signal.column(), arm)
                .compared()
                .forEach(timed -> clocks.put(timed.run(), timed.clock()));
        return clocks;
    }
}
