package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTest {

    @Test
    void everyStandardQuantityHasAPlace() {
        List<String> shown = Figure.read("figures.json").stream()
                .flatMap(figure -> figure.panels().stream())
                .flatMap(panel -> panel.series().stream())
                .toList();

        assertThat(shown)
                .containsAll(
                        StandardQuantities.all().stream().map(Quantity::key).toList());
    }

    @Test
    void standardKeysAreDistinct() {
        assertThat(StandardQuantities.all().stream().map(Quantity::key)).doesNotHaveDuplicates();
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
