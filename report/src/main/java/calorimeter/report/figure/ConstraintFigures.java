// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import calorimeter.report.figure.Figure.Panel;
import java.util.ArrayList;
import java.util.List;

/// The figure of a run's constraints, whose number depends on the run: `constraint1.value`, …. A panel for each
/// constraint shows the quantity; one shows all multipliers, one violations and slack.
final class ConstraintFigures {

    private static final String NAME = "constraint\\d+\\.";

    private ConstraintFigures() {}

    /// None for a run without constraints.
    ///
    /// @param recorded names of all that the run recorded
    static List<Figure> of(List<String> recorded) {
        List<String> multipliers = matching(recorded, "multiplier");
        if (multipliers.isEmpty()) {
            return List.of();
        }
        List<Panel> panels = new ArrayList<>();
        for (String multiplier : multipliers) {
            String name = multiplier.substring(0, multiplier.indexOf('.'));
            List<String> values = recorded.stream()
                    .filter(series -> series.equals(name + ".value") || series.equals(name + ".test"))
                    .toList();
            panels.add(panel("What constraint " + name.replaceAll("\\D", "") + " bounds", "q", values));
        }
        panels.add(panel("Multipliers", "λ", multipliers));
        panels.add(panel("Violations and slack", "q − b", matching(recorded, "violation|slack")));
        return List.of(new Figure(
                "constraints",
                Figure.Kind.LINES,
                "Constraints",
                panels,
                "A multiplier grows while its constraint is violated and falls while there is room; at rest, a constraint"
                        + " that has a multiplier is at its bound. The multiplier is by how much the loss would fall if the"
                        + " bound were looser by one unit.",
                "<span>∇<i>f</i> + Σ <i>λ<sub>i</sub></i> ∇<i>g<sub>i</sub></i></span><span><i>g</i> = <i>q</i> −"
                        + " <i>b</i> for ≤ and =, <i>b</i> − <i>q</i> for ≥</span>"));
    }

    private static List<String> matching(List<String> recorded, String quantity) {
        return recorded.stream()
                .filter(series -> series.matches(NAME + "(" + quantity + ")"))
                .toList();
    }

    private static Panel panel(String title, String label, List<String> series) {
        return new Panel(title, label, series, null, null, false, false, true, null);
    }
}
