package calorimeter.report.figure;

import calorimeter.report.figure.Figure.Panel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The figures of a run's Noether charges, whose names depend on the model: `noether.GROUP.QUANTITY`. One panel for
/// each
/// group of symmetries shows its charge and what predicts it, one for each further quantity shows all groups.
final class ChargeFigures {

    private static final String PREFIX = "noether.";

    /// The charge, and its predictions.
    private static final List<String> PREDICTED =
            List.of("charge", "exact", "continuous", "released", "coherent", "white", "driven", "rmsprop");

    /// Quantities that range over many powers of ten.
    private static final Set<String> LOGARITHMIC =
            Set.of("violation", "drift", "gradient", "angular", "speed", "angularmomentum");

    private ChargeFigures() {}

    /// Empty if no charges were recorded.
    ///
    /// @param recorded names of series
    static List<Figure> of(List<String> recorded) {
        Map<String, List<String>> charges = new LinkedHashMap<>();
        Map<String, List<String>> others = new LinkedHashMap<>();
        Set<String> groups = groups(recorded);
        for (String name : recorded) {
            groupOf(name, groups).ifPresent(group -> {
                String quantity = name.substring(PREFIX.length() + group.length() + 1);
                boolean predicted = PREDICTED.contains(quantity);
                (predicted ? charges : others)
                        .computeIfAbsent(predicted ? group : quantity, key -> new ArrayList<>())
                        .add(name);
            });
        }
        return charges.isEmpty() ? List.of() : List.of(charges(charges), motion(others));
    }

    /// The longest that fits: a group may be called as another with a word behind it.
    private static Optional<String> groupOf(String name, Set<String> groups) {
        return groups.stream()
                .filter(group -> name.startsWith(PREFIX + group + "."))
                .max(Comparator.comparingInt(String::length));
    }

    private static Set<String> groups(List<String> recorded) {
        Set<String> groups = new LinkedHashSet<>();
        String end = ".charge";
        for (String name : recorded) {
            if (name.startsWith(PREFIX) && name.endsWith(end)) {
                groups.add(name.substring(PREFIX.length(), name.length() - end.length()));
            }
        }
        return groups;
    }

    private static Figure charges(Map<String, List<String>> charges) {
        List<Panel> panels = new ArrayList<>();
        charges.forEach(
                (group, series) -> panels.add(new Panel(group, "charge", series, null, null, false, false, false)));
        return new Figure(
                "charges",
                Figure.Kind.LINES,
                "Noether charges",
                panels,
                "The charge of each group of symmetries; where the learning rule has a known law, beside that law stepped"
                        + " from step 0 and the papers' formulas in continuous time (docs/theory.md, section 6).",
                "<span><i>R</i>′ = (1−2<i>hk</i>)<i>R</i> + 2<i>ηβP</i> + <i>η</i>²<i>N</i>′ − 2<i>hρ</i></span>");
    }

    private static Figure motion(Map<String, List<String>> others) {
        List<Panel> panels = new ArrayList<>();
        others.forEach((quantity, series) -> panels.add(
                new Panel(quantity, null, series, null, null, LOGARITHMIC.contains(quantity), false, false)));
        return new Figure(
                "charge-motion",
                Figure.Kind.LINES,
                "What moves the charges",
                panels,
                "The residual of the exact law in roundings of single precision; how far the gradient is from the symmetry;"
                        + " what drives the norms of filters and streams.",
                null);
    }
}
