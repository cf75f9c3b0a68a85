package calorimeter.report.figure;

import calorimeter.lab.observable.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// A figure as these runs allow it: each panel holds the quantities that at least one run recorded, and beside it
/// stands what is missing.
///
/// @param figure with the recorded quantities only; a panel without any is not drawn
/// @param absent for each panel, what to say about missing quantities; empty if nothing is missing
public record FigurePlan(Figure figure, List<String> absent) {

    private static final String ANYTHING_ELSE = "*";

    public FigurePlan {
        if (figure.panels().size() != absent.size()) {
            throw new IllegalArgumentException("figure '" + figure.id() + "' has "
                    + figure.panels().size() + " panels but " + absent.size() + " remarks");
        }
    }

    /// The figures of one run, with everything else that it recorded, or of several side by side.
    public static List<FigurePlan> of(List<ReportedRun> runs) {
        List<Figure> figures = Figure.read(runs.size() > 1 ? "comparison.json" : "figures.json");
        List<FigurePlan> plans = new ArrayList<>();
        figures.forEach(figure -> plans.add(of(figure, runs)));
        if (runs.size() == 1) {
            FigurePlan further = further(figures, runs.getFirst());
            if (further.drawn()) {
                plans.add(further);
            }
        }
        return plans;
    }

    private static FigurePlan of(Figure figure, List<ReportedRun> runs) {
        List<Figure.Panel> panels = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (Figure.Panel panel : figure.panels()) {
            Set<String> recorded = new LinkedHashSet<>();
            List<String> missing = new ArrayList<>();
            for (ReportedRun run : runs) {
                List<String> shown = shown(figure, panel, run);
                recorded.addAll(shown);
                for (String name : panel.series()) {
                    if (!name.endsWith(ANYTHING_ELSE) && !shown.contains(name)) {
                        missing.add(runs.size() > 1 ? name + " in " + run.label() : name);
                    }
                }
            }
            boolean incompletePlane = figure.kind() == Figure.Kind.HEAD_PLANES && !recorded.containsAll(panel.series());
            panels.add(panel.withSeries(incompletePlane ? List.of() : List.copyOf(recorded)));
            absent.add(missing.isEmpty() ? "" : "Not recorded: " + String.join(", ", missing) + ".");
        }
        return new FigurePlan(figure.withPanels(panels), absent);
    }

    /// A panel for each series that no other figure shows: observables added by others are never dropped.
    private static FigurePlan further(List<Figure> figures, ReportedRun run) {
        List<Figure.Panel> panels = new ArrayList<>();
        for (Quantity quantity : run.series()) {
            if (run.recorded(quantity) && figures.stream().noneMatch(figure -> figure.selects(quantity.name()))) {
                panels.add(Figure.Panel.of(quantity));
            }
        }
        String caption = "Everything else that this run recorded against step.";
        return of(new Figure("further", Figure.Kind.LINES, "Further observables", panels, caption, null), List.of(run));
    }

    /// Whether any panel has something to draw.
    public boolean drawn() {
        return figure.panels().stream().anyMatch(panel -> !panel.series().isEmpty());
    }

    /// What a panel selects of what the run recorded, in the panel's order.
    private static List<String> shown(Figure figure, Figure.Panel panel, ReportedRun run) {
        List<String> names = new ArrayList<>();
        for (String pattern : panel.series()) {
            for (String name : recorded(figure, run)) {
                boolean matches = ANYTHING_ELSE.equals(pattern)
                        ? figure.panels().stream().noneMatch(other -> other.selects(name))
                        : Figure.Panel.selects(pattern, name);
                if (matches) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    private static List<String> recorded(Figure figure, ReportedRun run) {
        return switch (figure.kind()) {
            case LINES ->
                run.series().stream().filter(run::recorded).map(Quantity::name).toList();
            case HEAD_MAPS, HEAD_PLANES ->
                run.headSeries().stream()
                        .filter(run::recordedOfHeads)
                        .map(Quantity::name)
                        .toList();
        };
    }
}
