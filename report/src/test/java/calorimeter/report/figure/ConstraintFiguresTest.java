// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.report.figure.Figure.Panel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConstraintFiguresTest {

    @Test
    void aRunWithoutConstraintsHasNoFigure() {
        assertThat(ConstraintFigures.of(List.of("train.loss", "attention.S", "weights.norm")))
                .isEmpty();
    }

    /// A panel for each constraint, its test value beside it where there is one; then the multipliers; then
    /// the rest.
    @Test
    void eachConstraintHasAPanel() {
        List<Figure> figures = ConstraintFigures.of(List.of(
                "train.loss",
                "constraint1.value",
                "constraint1.violation",
                "constraint1.slack",
                "constraint1.multiplier",
                "constraint1.test",
                "constraint2.value",
                "constraint2.violation",
                "constraint2.slack",
                "constraint2.multiplier"));

        assertThat(figures).singleElement().satisfies(figure -> {
            assertThat(figure.panels())
                    .extracting(Panel::title)
                    .containsExactly(
                            "What constraint 1 bounds",
                            "What constraint 2 bounds",
                            "Multipliers",
                            "Violations and slack");
            assertThat(figure.panels())
                    .extracting(Panel::series)
                    .containsExactly(
                            List.of("constraint1.value", "constraint1.test"),
                            List.of("constraint2.value"),
                            List.of("constraint1.multiplier", "constraint2.multiplier"),
                            List.of(
                                    "constraint1.violation",
                                    "constraint1.slack",
                                    "constraint2.violation",
                                    "constraint2.slack"));
        });
    }

    /// As many as there are: the tenth is no second first.
    @Test
    void theTenthIsNotTheFirst() {
        List<Panel> panels = ConstraintFigures.of(List.of(
                        "constraint1.value", "constraint1.multiplier", "constraint10.value", "constraint10.multiplier"))
                .getFirst()
                .panels();

        assertThat(panels.get(0).series()).containsExactly("constraint1.value");
        assertThat(panels.get(1).series()).containsExactly("constraint10.value");
    }
}
