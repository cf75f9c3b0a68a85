// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.lab.observable.Quantity;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

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

    /// A run with the names of all that it recorded, against step and of heads.
    private record Recorded(ReportedRun run, List<String> series, List<String> heads) {

        static Recorded of(ReportedRun run) {
            return new Recorded(
                    run,
                    names(run.series().stream().filter(run::recorded)),
                    names(run.headSeries().stream().filter(run::recordedOfHeads)));
        }

        private static List<String> names(Stream<Quantity> quantities) {
            return quantities.map(Quantity::name).toList();
        }

        /// What a panel selects, in the panel's order.
        List<String> shown(Figure figure, Figure.Panel panel) {
            List<String> recorded = figure.kind() == Figure.Kind.LINES ? series : heads;
            return panel.series().stream()
                    .flatMap(pattern -> recorded.stream().filter(name -> selects(figure, pattern, name)))
                    .toList();
        }

        private static boolean selects(Figure figure, String pattern, String name) {
            return ANYTHING_ELSE.equals(pattern)
                    ? figure.panels().stream().noneMatch(other -> other.selects(name))
                    : Figure.Panel.selects(pattern, name);
        }
    }

    /// The figures of one run, with everything else that it recorded, or of several side by side. Of models without
    /// attention those that have nothing to draw are left out.
    public static List<FigurePlan> of(List<ReportedRun> runs) {
        List<Figure> figures = new ArrayList<>(Figure.read(runs.size() > 1 ? "comparison.json" : "figures.json"));
        List<Recorded> recorded = runs.stream().map(Recorded::of).toList();
        if (runs.size() == 1) {
            figures.addAll(ChargeFigures.of(recorded.getFirst().series()));
            figures.addAll(ConstraintFigures.of(recorded.getFirst().series()));
            Figure further = further(figures, recorded.getFirst());
            if (!further.panels().isEmpty()) {
                figures.add(further);
            }
        } else {
            figures.addAll(ChargeFigures.compared(
                    recorded.stream().flatMap(run -> run.series().stream()).toList()));
        }
        boolean attends = runs.stream().anyMatch(run -> run.layers() > 0);
        return figures.stream()
                .map(figure -> of(figure, recorded))
                .filter(plan -> attends || plan.drawn())
                .toList();
    }

    private static FigurePlan of(Figure figure, List<Recorded> runs) {
        List<Figure.Panel> panels = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (Figure.Panel panel : figure.panels()) {
            Set<String> recorded = new LinkedHashSet<>();
            List<String> missing = new ArrayList<>();
            for (Recorded run : runs) {
                List<String> shown = run.shown(figure, panel);
                recorded.addAll(shown);
                for (String name : panel.series()) {
                    if (!name.endsWith(ANYTHING_ELSE) && !shown.contains(name)) {
                        missing.add(runs.size() > 1 ? name + " in " + run.run().label() : name);
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
    private static Figure further(List<Figure> figures, Recorded run) {
        List<Figure.Panel> panels = run.run().series().stream()
                .filter(quantity -> run.series().contains(quantity.name()))
                .filter(quantity -> figures.stream().noneMatch(figure -> figure.selects(quantity.name())))
                .map(Figure.Panel::of)
                .toList();
        String caption = "Everything else that this run recorded against step.";
        return new Figure("further", Figure.Kind.LINES, "Further observables", panels, caption, null);
    }

    /// Whether any panel has something to draw.
    public boolean drawn() {
        return figure.panels().stream().anyMatch(panel -> !panel.series().isEmpty());
    }
}
