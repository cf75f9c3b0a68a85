// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.observable.Quantity;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTest {

    @Test
    void everyQuantityOfTheCatalogueHasAPlace() {
        List<Figure> figures = Figure.read("figures.json");

        assertThat(Quantities.ofWholeRuns())
                .extracting(Quantity::name)
                .allMatch(name -> figures.stream().anyMatch(figure -> figure.selects(name)));
    }

    @Test
    void aPatternSelectsPartsAndANameItself() {
        assertThat(Figure.Panel.selects("weights.norm.*", "weights.norm.layer0.mlp"))
                .isTrue();
        assertThat(Figure.Panel.selects("weights.norm.*", "weights.norm")).isFalse();
        assertThat(Figure.Panel.selects("attention.C", "attention.C.read")).isFalse();
        assertThat(Figure.Panel.selects("attention.C", "attention.C")).isTrue();
    }

    /// Rows that are read before all rows, wherever a figure has both.
    @ParameterizedTest
    @ValueSource(strings = {"figures.json", "comparison.json"})
    void theRowsThatAreReadComeFirst(String resource) {
        for (Figure figure : Figure.read(resource)) {
            List<String> shown = figure.panels().stream()
                    .flatMap(panel -> panel.series().stream())
                    .toList();
            for (String name : shown) {
                if (name.endsWith(".read")) {
                    String all = name.replace(".read", "");
                    assertThat(shown.indexOf(name)).as(name).isLessThan(shown.indexOf(all));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"figures.json", "comparison.json"})
    void everyFigureHasACaptionAndAnEquationAndEveryPanelALabel(String resource) {
        List<Figure> figures = Figure.read(resource);

        assertThat(figures.stream().map(Figure::id)).doesNotHaveDuplicates();
        assertThat(figures).allSatisfy(figure -> {
            assertThat(figure.caption()).endsWith(".");
            assertThat(figure.equation()).isNotBlank();
            assertThat(figure.panels()).allSatisfy(panel -> {
                assertThat(panel.title()).isNotBlank();
                assertThat(panel.series()).isNotEmpty();
                if (figure.kind() == Figure.Kind.LINES) {
                    assertThat(panel.label()).isNotBlank();
                }
            });
        });
    }

    @Test
    void sideBySideAPanelShowsOneQuantity() {
        assertThat(Figure.read("comparison.json").stream()
                        .filter(figure -> figure.kind() == Figure.Kind.LINES)
                        .flatMap(figure -> figure.panels().stream()))
                .allSatisfy(panel -> assertThat(panel.series()).hasSize(1));
    }
}
