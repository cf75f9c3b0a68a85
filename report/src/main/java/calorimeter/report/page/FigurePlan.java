package calorimeter.report.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A figure as these runs allow it: each panel holds the keys that at least one run recorded, and beside it
/// stands what is missing.
///
/// @param figure with the recorded keys only; a panel without any is not drawn
/// @param absent for each panel, what to say about missing quantities; empty if nothing is missing
record FigurePlan(Figure figure, List<String> absent) {

    private static final String ANYTHING_ELSE = "*";

    private static final Map<String, Quantity> STANDARD =
            StandardQuantities.all().stream().collect(Collectors.toMap(Quantity::key, quantity -> quantity));

    FigurePlan {
        if (figure.panels().size() != absent.size()) {
            throw new IllegalArgumentException("figure '" + figure.id() + "' has "
                    + figure.panels().size() + " panels but " + absent.size() + " remarks");
        }
    }

    static FigurePlan of(Figure figure, List<RunReportData> runs) {
        List<Figure.Panel> panels = new ArrayList<>();
        List<String> absent = new ArrayList<>();
        for (Figure.Panel panel : figure.panels()) {
            Set<String> recorded = new LinkedHashSet<>();
            runs.forEach(run -> recorded.addAll(shown(figure, panel, run, runs.size() > 1)));
            List<String> missing = new ArrayList<>();
            for (RunReportData run : runs) {
                missing.addAll(missing(figure, panel, run, runs.size() > 1));
            }
            boolean incompletePlane = figure.kind() == Figure.Kind.HEAD_PLANES && !recorded.containsAll(panel.series());
            panels.add(panel.withSeries(incompletePlane ? List.of() : List.copyOf(recorded)));
            absent.add(missing.isEmpty() ? "" : "Not recorded: " + String.join(", ", missing) + ".");
        }
        return new FigurePlan(figure.withPanels(panels), absent);
    }

    /// A panel for each series that no other figure shows: observables added by others are never dropped.
    static FigurePlan further(List<Figure> figures, RunReportData run) {
        List<Figure.Panel> panels = new ArrayList<>();
        for (Series series : run.series()) {
            Quantity quantity = series.quantity();
            if (series.recorded() && figures.stream().noneMatch(figure -> figure.selects(quantity.key()))) {
                panels.add(Figure.Panel.of(quantity));
            }
        }
        String caption = "Everything else that this run recorded against step.";
        return of(new Figure("further", Figure.Kind.LINES, "Further observables", panels, caption, null), List.of(run));
    }

    boolean drawn() {
        return figure.panels().stream().anyMatch(panel -> !panel.series().isEmpty());
    }

    /// The recorded keys that a panel selects, in the panel's order. Side by side, parts of a whole are left
    /// out: a colour stands for a run there.
    private static List<String> shown(Figure figure, Figure.Panel panel, RunReportData run, boolean comparison) {
        List<String> keys = new ArrayList<>();
        for (String selected : panel.series()) {
            for (String key : recordedKeys(figure, run)) {
                boolean matches = ANYTHING_ELSE.equals(selected)
                        ? figure.panels().stream().noneMatch(other -> other.selects(key))
                        : key.equals(selected) || (!comparison && key.startsWith(selected + "."));
                if (matches) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private static List<String> missing(Figure figure, Figure.Panel panel, RunReportData run, boolean comparison) {
        List<String> names = new ArrayList<>();
        List<String> shown = shown(figure, panel, run, comparison);
        for (String key : panel.series()) {
            boolean present = shown.stream().anyMatch(other -> other.equals(key) || other.startsWith(key + "."));
            if (!present && !ANYTHING_ELSE.equals(key)) {
                Quantity quantity = STANDARD.get(key);
                String name = quantity == null ? key : quantity.symbol() + " (" + quantity.description() + ")";
                names.add(comparison ? name + " in " + run.label() : name);
            }
        }
        return names;
    }

    private static List<String> recordedKeys(Figure figure, RunReportData run) {
        return switch (figure.kind()) {
            case LINES ->
                run.series().stream()
                        .filter(Series::recorded)
                        .map(series -> series.quantity().key())
                        .toList();
            case HEAD_MAPS, HEAD_PLANES ->
                run.headSeries().stream()
                        .filter(HeadSeries::recorded)
                        .map(series -> series.quantity().key())
                        .toList();
        };
    }
}
