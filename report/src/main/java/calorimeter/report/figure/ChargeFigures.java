// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.lab.run.ChargeFindings;
import calorimeter.report.figure.Figure.Panel;
import calorimeter.report.figure.Figure.Style;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The figures of a run's Noether charges, whose names depend on the model: `noether.GROUP.QUANTITY`. Two panels for
/// each group of symmetries show its charge beside what predicts it, and by how much that misses; one for each further
/// quantity shows all groups.
public final class ChargeFigures {

    /// Id of the figure that shows charges beside their predictions.
    public static final String CHARGES = "charges";

    private static final String EXACT = "exact";

    /// A quantity that moves charges, or tells how far they can be trusted.
    ///
    /// @param definition said once, in the caption
    private record Motion(String title, String label, boolean logarithmic, String definition) {}

    private static final Map<String, Motion> MOTIONS = motions();

    /// What predicts a charge, in HTML.
    private static final Map<String, String> DEFINITIONS = definitions();

    private ChargeFigures() {}

    private static Map<String, Motion> motions() {
        String since = " since the last logged step";
        Map<String, Motion> motions = new LinkedHashMap<>();
        motions.put("drift", new Motion("Drift", "ΔR", true, "root mean square over laws of the change since step 0"));
        motions.put(
                "violation",
                new Motion(
                        "Violation",
                        "|cos(X, ∇f)|",
                        true,
                        "largest |⟨<i>X</i>, ∇<i>f</i>⟩|/(‖<i>X</i>‖‖∇<i>f</i>‖)" + since
                                + ", 0 for an exact symmetry"));
        motions.put(
                "residual",
                new Motion(
                        "Residual of the exact law",
                        "roundings",
                        false,
                        "largest miss of the exact law in one update" + since
                                + ", in roundings of single precision (2<sup>−24</sup> of the size of the blocks)"));
        motions.put(
                "angularmomentum",
                new Motion("Angular momentum", "|L_ij|/(‖q‖‖v‖)", true, "largest" + since + ", 0 from rest"));
        motions.put("gradient", new Motion("Gradient of filters or streams", "|g|²", true, "mean over them" + since));
        motions.put(
                "angular",
                new Motion(
                        "Gradient on the unit sphere",
                        "|ĝ|²",
                        true,
                        "mean of <i>r</i>²|<i>g</i>|² over filters or streams" + since));
        motions.put("filter0.square", new Motion("The first filter or stream", "r²", false, "its |<i>q</i>|²"));
        motions.put("filter0.angular", new Motion("Gradient of the first", "|ĝ|²", true, "its |ĝ|²"));
        motions.put(
                "angle",
                new Motion(
                        "Angular update",
                        "θ",
                        false,
                        "root mean square angle by which an update turns a filter or stream" + since));
        motions.put("speed", new Motion("Speed of filters or streams", "|v|²", true, "mean over them" + since));
        return motions;
    }

    private static Map<String, String> definitions() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put(EXACT, "exact law: that of the learning rule, stepped from step 0 on and never set right");
        words.put("continuous", "[NM]: Neural mechanics as printed (Kunin et al., arXiv:2012.04728)");
        words.put("released", "[NM] as released: drive 2<i>N</i> instead of 2<i>N</i>/(1−δ)²");
        words.put(
                "coherent",
                "Eq. 17 of Tanaka &amp; Kunin (arXiv:2105.02716) as printed, for gradients that agree from step to step");
        words.put("white", "Eq. 17 for noise: gradients uncorrelated in time");
        words.put("driven", "Eq. 17 driven by the measured <i>r</i>²|<i>v</i>|²");
        words.put("rmsprop", "Eq. 18 of Tanaka &amp; Kunin: RMSProp with one <i>G</i> for each filter");
        return words;
    }

    /// Empty if no charges were recorded.
    ///
    /// @param recorded names of series
    static List<Figure> of(List<String> recorded) {
        Map<String, List<String>> charges = new LinkedHashMap<>();
        Map<String, List<String>> misses = new LinkedHashMap<>();
        Map<String, Map<String, String>> others = new LinkedHashMap<>();
        Set<String> predictors = new LinkedHashSet<>();
        Set<String> groups = new LinkedHashSet<>(ChargeFindings.groups(recorded));
        for (String name : recorded) {
            groupOf(name, groups).ifPresent(group -> {
                String quantity = quantity(name, group);
                if (quantity.endsWith(ChargeDeviations.END)) {
                    misses.computeIfAbsent(group, key -> new ArrayList<>()).add(name);
                } else if (quantity.equals(ChargeFindings.CHARGE) || ChargeFindings.PREDICTORS.containsKey(quantity)) {
                    charges.computeIfAbsent(group, key -> new ArrayList<>()).add(name);
                    predictors.add(quantity);
                } else {
                    others.computeIfAbsent(quantity, key -> new LinkedHashMap<>())
                            .put(name, group);
                }
            });
        }
        if (charges.isEmpty()) {
            return List.of();
        }
        List<Figure> figures = new ArrayList<>(List.of(charges(charges, misses, predictors)));
        if (!others.isEmpty()) {
            figures.add(motion(others));
        }
        return figures;
    }

    /// Charges and residuals of several runs side by side, for all groups that any of them recorded.
    ///
    /// @param recorded names of series of all runs
    static List<Figure> compared(List<String> recorded) {
        List<Panel> panels = new ArrayList<>();
        for (String group : new LinkedHashSet<>(ChargeFindings.groups(recorded))) {
            String prefix = ChargeFindings.PREFIX + group + ".";
            panels.add(panel(group, "charge", List.of(prefix + "charge"), false, new Style(Map.of(), false, true)));
            if (recorded.contains(prefix + "residual")) {
                panels.add(panel(group + ", residual", "roundings", List.of(prefix + "residual"), false, null));
            }
        }
        return panels.isEmpty()
                ? List.of()
                : List.of(new Figure(
                        CHARGES,
                        Figure.Kind.LINES,
                        "Noether charges",
                        panels,
                        "The charge of each group of symmetries, and the largest residual of its exact law since the"
                                + " last logged step in roundings of single precision. The page of a single run also"
                                + " shows predictions and what moves the charges.",
                        null));
    }

    private static String quantity(String name, String group) {
        return name.substring(ChargeFindings.PREFIX.length() + group.length() + 1);
    }

    /// The longest that fits: a group may be called as another with a word behind it.
    private static Optional<String> groupOf(String name, Set<String> groups) {
        return groups.stream()
                .filter(group -> name.startsWith(ChargeFindings.PREFIX + group + "."))
                .max(Comparator.comparingInt(String::length));
    }

    private static Panel panel(
            String title, String label, List<String> series, boolean logarithmic, @Nullable Style style) {
        return new Panel(title, label, series, null, null, logarithmic, logarithmic, false, style);
    }

    private static Figure charges(
            Map<String, List<String>> charges, Map<String, List<String>> misses, Set<String> predictors) {
        List<Panel> panels = new ArrayList<>();
        charges.forEach((group, series) -> {
            panels.add(panel(group, "charge", series, false, predictions(group, series)));
            List<String> missing = misses.getOrDefault(group, List.of());
            if (!missing.isEmpty()) {
                panels.add(panel(group + ", miss", "miss", missing, true, predictions(group, missing)));
            }
        });
        String defined = DEFINITIONS.entrySet().stream()
                .filter(definition -> predictors.contains(definition.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("; "));
        boolean lawful = predictors.contains(EXACT);
        String caption = lawful
                ? "Measured charges are wide and pale, the exact law thin, predictions in continuous time dashed. "
                        + "Beside it the miss, |predicted − measured|/|charge of step 0|. " + defined + "."
                : "The charge of each group of symmetries. No exact law is known for this learning rule.";
        return new Figure(CHARGES, Figure.Kind.LINES, "Noether charges", panels, caption, lawful ? LAW : null);
    }

    /// That of quadratic charges; those of translations are linear.
    private static final String LAW =
            "<span><i>R</i>′ = (1−2<i>hk</i>)<i>R</i> + 2<i>ηβP</i> + <i>η</i>²<i>N</i>′ − 2<i>hρ</i></span><span>"
                    + "<i>R</i> = ⟨<i>X</i>(<i>q</i>), <i>q</i>⟩, <i>P</i> = ⟨<i>X</i>(<i>q</i>), <i>v</i>⟩, <i>N</i> ="
                    + " ⟨<i>v</i>, <i>v</i>⟩, <i>ρ</i> = ⟨<i>X</i>(<i>q</i>), ∇<i>f</i>⟩; <i>h</i> = <i>η</i>(1−<i>δ</i>),"
                    + " learning rate <i>η</i>, momentum <i>β</i>, dampening <i>δ</i>, weight decay <i>k</i>; ′ after the"
                    + " update</span>";

    private static Style predictions(String group, List<String> series) {
        if (series.size() == 1) {
            return new Style(Map.of(series.getFirst(), group), false, true);
        }
        Map<String, String> names = new LinkedHashMap<>();
        for (String name : series) {
            String quantity = quantity(name, group).replace(ChargeDeviations.END, "");
            names.put(name, ChargeFindings.PREDICTORS.getOrDefault(quantity, "measured"));
        }
        return new Style(names, true, true);
    }

    private static Figure motion(Map<String, Map<String, String>> others) {
        List<Panel> panels = new ArrayList<>();
        List<String> defined = new ArrayList<>();
        others.forEach((quantity, groups) -> {
            Motion motion = MOTIONS.getOrDefault(quantity, new Motion(quantity, quantity, false, ""));
            panels.add(panel(
                    motion.title(),
                    motion.label(),
                    List.copyOf(groups.keySet()),
                    motion.logarithmic(),
                    new Style(groups, false, false)));
            if (!motion.definition().isEmpty()) {
                defined.add(motion.title() + ": " + motion.definition());
            }
        });
        return new Figure(
                "charge-motion",
                Figure.Kind.LINES,
                "What moves the charges",
                panels,
                String.join("; ", defined) + ".",
                null);
    }
}
