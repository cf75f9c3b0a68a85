// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.exact.RandomHeat;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.scan.hub.ModelFolder;
import calorimeter.scan.measure.Contrast;
import calorimeter.scan.measure.Measurement;
import calorimeter.scan.measure.ScanResult;
import calorimeter.scan.measure.TextLoss;
import calorimeter.scan.source.AttentionShape;
import calorimeter.scan.source.AttentionSource;
import calorimeter.scan.source.RowVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Figures show what was measured.
class ScanPageTest {

    private static final ScanResult SCAN = scan("models/gpt2", 1);

    @TempDir
    private Path folder;

    @Test
    void mapsHaveARowForEachLayerAndACellForEachHead() {
        PanelFigure.Panel map =
                figure(model(0, Optional.empty()), "heads").panels().getFirst();
        assertThat(map.map()).isTrue();
        assertThat(map.curves()).hasSize(2);
        for (int layer = 0; layer < 2; layer++) {
            for (int head = 0; head < 4; head++) {
                assertThat(map.curves().get(layer).points().get(head).y())
                        .isEqualTo(SCAN.heads().get(4 * layer + head).specificHeat());
            }
        }
    }

    /// One point of every head, on the curve's own range, and the same rows by layer.
    @Test
    void headsStandBesideRandomEnergies() {
        List<Curve> size =
                figure(model(0, Optional.empty()), "size").panels().getFirst().curves();
        assertThat(size.getLast().points()).hasSize(8);
        assertThat(size.getLast().points()).allMatch(point -> point.y() >= 0);
        int keys = SCAN.sample(0, 0).length;
        assertThat(size.getFirst().points())
                .allSatisfy(point -> assertThat(point.y()).isEqualTo(RandomHeat.of(keys, point.x())));
        assertThat(SCAN.lastRows().getFirst()[1]).hasSize(keys);
        assertThat(Arrays.stream(SCAN.lastRows().getFirst()[1]).sum()).isCloseTo(1, within(1e-6));
    }

    /// As of a head that has learned nothing: no point on a logarithmic axis.
    @Test
    void aHeadOfEqualScoresHasNoPlaceBesideRandomEnergies() {
        ScanResult result = Measurement.of(new OneIsEqual(), List.of());
        ScannedModel model = new ScannedModel(
                "tiny", "scores", OptionalLong.empty(), result.loss(), result, Optional.empty(), List.of(), List.of());
        assertThat(figure(model, "size").panels().getFirst().curves().getLast().points())
                .hasSize(1);
    }

    /// Two heads, three queries of three keys; all scores of the first head are 0.
    private static final class OneIsEqual implements AttentionSource {

        @Override
        public AttentionShape shape() {
            return new AttentionShape(1, 2, new int[] {3}, 1, true);
        }

        @Override
        public void visit(RowVisitor visitor) {
            RowVisitor.Part part = visitor.part(0, 0, 0);
            for (int query = 0; query < 3; query++) {
                part.row(0, query, new double[3], new int[] {0, 1, 2}, 0, 3);
                part.row(1, query, new double[] {1, 2, 4}, new int[] {0, 1, 2}, 0, 3);
            }
            part.end();
        }
    }

    /// At the model's own β a head's curve has the C of the sampled row, which is that of its p and energies.
    @Test
    void curvesOverTemperaturePassThroughTheModel() {
        ScannedModel model = model(0, Optional.empty());
        PanelFigure.Panel curves = figure(model, "temperature").panels().getFirst();
        List<PanelFigure.Panel> row = figure(model, "row").panels();
        assertThat(curves.curves()).isNotEmpty();
        for (int i = 0; i < curves.curves().size(); i++) {
            Curve p = row.getFirst().curves().get(i);
            Curve energy = row.getLast().curves().get(i);
            double beta = 1 / Math.sqrt(8);
            double mean = 0;
            double square = 0;
            for (int key = 0; key < p.points().size(); key++) {
                mean += p.points().get(key).y() * energy.points().get(key).y();
                square += p.points().get(key).y()
                        * Math.pow(energy.points().get(key).y(), 2);
            }
            double heat = beta * beta * (square - mean * mean);
            PanelFigure.Point middle = curves.curves().get(i).points().get(60);
            assertThat(middle.x()).isCloseTo(1, within(1e-12));
            assertThat(middle.y()).isCloseTo(heat, within(1e-9));
        }
    }

    @Test
    void aSeriesHasACurveForEachHead() {
        List<PanelFigure> figures =
                ScanPage.figures(List.of(model(10, Optional.empty()), model(100, Optional.empty())));
        PanelFigure series = figures.getFirst();
        assertThat(series.id()).isEqualTo("series");
        assertThat(series.panels().getFirst().curves()).hasSize(8);
        assertThat(series.panels().getFirst().curves().get(3).points())
                .extracting(PanelFigure.Point::x)
                .containsExactly(11.0, 101.0);
    }

    @Test
    void theLossOfASeriesStandsFirstAndMarksWhenHalfWasLearned() {
        List<ScannedModel> series = new ArrayList<>();
        for (double loss : new double[] {3, 2.9, 1.2, 1}) {
            series.add(new ScannedModel(
                    "tiny",
                    "gpt2",
                    OptionalLong.of(10L * series.size()),
                    TextLoss.of(loss),
                    SCAN,
                    Optional.empty(),
                    List.of(),
                    List.of()));
        }
        PanelFigure figure = ScanPage.figures(series).getFirst();
        assertThat(figure.panels().getFirst().title()).isEqualTo("Loss on the text");
        assertThat(figure.panels().getFirst().curves().getFirst().points())
                .extracting(PanelFigure.Point::y)
                .containsExactly(3.0, 2.9, 1.2, 1.0);
        assertThat(figure.panels())
                .allSatisfy(panel -> assertThat(panel.lines())
                        .extracting(PanelFigure.Line::place)
                        .containsExactly(21.0));
    }

    @Test
    void keysAreLabelledByTheirWords() {
        List<String> words = IntStream.range(0, 12).mapToObj(i -> "word" + i).toList();
        ScannedModel model = new ScannedModel(
                "tiny", "gpt2", OptionalLong.empty(), Optional.empty(), SCAN, Optional.empty(), List.of(), words);
        assertThat(figure(model, "row").panels())
                .allSatisfy(panel -> assertThat(panel.x().categories()).isEqualTo(words));
    }

    /// One layer has no depth.
    @Test
    void aSmallModelHasNoEmptyPanels() {
        ScanResult small = scan("heads/gpt2", 1);
        ScannedModel model = new ScannedModel(
                "tiny", "scores", OptionalLong.empty(), small.loss(), small, Optional.empty(), List.of(), List.of());
        List<PanelFigure> figures = ScanPage.figures(List.of(model));
        assertThat(figures).extracting(PanelFigure::id).contains("heads", "row").doesNotContain("depth");
        assertThat(figures.stream().flatMap(figure -> figure.panels().stream()))
                .allSatisfy(panel -> assertThat(panel.curves())
                        .anySatisfy(curve -> assertThat(curve.points()).isNotEmpty()));
    }

    @Test
    void thePageHasEveryFigure() throws Exception {
        ScannedModel model = model(0, Optional.of(Contrast.of(SCAN, scan("models/gpt2", 2), 1)));
        Path file = folder.resolve("page.html");
        ScanPage.write(file, "a test", List.of(model));
        List<PanelFigure> figures = ScanPage.figures(List.of(model));
        assertThat(figures).extracting(PanelFigure::id).startsWith("contrast", "heads");
        assertThat(Files.readString(file))
                .contains(figures.stream()
                        .map(figure -> "<section id=\"" + figure.id() + "\"")
                        .toList());
    }

    private static PanelFigure figure(ScannedModel model, String id) {
        return ScanPage.figures(List.of(model)).stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static ScannedModel model(long step, Optional<Contrast> contrast) {
        return new ScannedModel(
                "tiny",
                "gpt2",
                OptionalLong.of(step),
                Optional.empty(),
                SCAN,
                contrast,
                List.of("first.txt", "second.txt"),
                List.of());
    }

    private static ScanResult scan(String folder, long seed) {
        Random random = new Random(seed);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            prompts.add(random.ints(12, 0, 101).toArray());
        }
        try (ModelFolder model = ModelFolder.open(Path.of("src/test/resources/golden", folder))) {
            return Measurement.of(model.on(prompts, 1, 1 << 30), List.of());
        }
    }
}
