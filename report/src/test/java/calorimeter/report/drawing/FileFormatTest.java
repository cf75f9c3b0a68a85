// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.drawing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.report.figure.SyntheticRun;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.report.page.RunFigures;
import calorimeter.report.theory.TheoryPage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/// The files, read by other programs' readers.
class FileFormatTest {

    private static final PanelFigure FIGURE = PanelFigure.of(
            "made",
            "A < B & \"C\"",
            "",
            List.of(Panel.of(
                    "Gradient ‖∇L‖ of <one>",
                    Axis.linear("β (1/energy)"),
                    Axis.logarithmic("σ_H (nats)"),
                    List.of(
                            new Points().add(0, 1e-9).add(1, 1e3).drawn("first & last", Style.LINE),
                            new Points().add(0, 1).add(1, 2).drawn("second", Style.FIT)))));

    private static byte[] bytes(FileFormat format, PanelFigure figure, double width) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        format.write(figure, width, out);
        return out.toByteArray();
    }

    private static Document parsed(byte[] svg) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(svg));
    }

    @Test
    void svgIsWellFormedAsWideAsAskedForAndSaysItsWords() throws Exception {
        Document svg = parsed(bytes(FileFormat.SVG, FIGURE, 85));

        assertThat(svg.getDocumentElement().getAttribute("width")).isEqualTo("85mm");
        assertThat(svg.getElementsByTagName("title").item(0).getTextContent()).isEqualTo("A < B & \"C\"");
        assertThat(svg.getElementsByTagName("text").getLength()).isZero();
        List<String> labels = new ArrayList<>();
        NodeList paths = svg.getElementsByTagName("path");
        for (int i = 0; i < paths.getLength(); i++) {
            Element path = (Element) paths.item(i);
            if (path.hasAttribute("aria-label")) {
                labels.add(path.getAttribute("aria-label"));
                assertThat(path.getAttribute("d")).startsWith("M").contains("Z");
            }
        }
        assertThat(labels)
                .contains("Gradient ‖∇L‖ of <one>", "β (1/energy)", "σH (nats)", "first & last", "second", "10−9");
    }

    @Test
    void pngHasThreeHundredPixelsAnInchAndSaysSo() throws Exception {
        byte[] png = bytes(FileFormat.PNG, FIGURE, 85);
        BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));

        assertThat(image.getWidth())
                .isEqualTo((int) Math.round(85 / 25.4 * 300))
                .isEqualTo(1004);
        try (ImageInputStream stream = ImageIO.createImageInputStream(new ByteArrayInputStream(png))) {
            ImageReader reader = ImageIO.getImageReadersByFormatName("png").next();
            reader.setInput(stream);
            Element root = (Element) reader.getImageMetadata(0).getAsTree("javax_imageio_png_1.0");
            Element size = (Element) root.getElementsByTagName("pHYs").item(0);
            assertThat(size.getAttribute("pixelsPerUnitXAxis")).isEqualTo("11811");
            assertThat(size.getAttribute("unitSpecifier")).isEqualTo("meter");
        }
        assertThat(image.getRGB(0, 0) & 0xffffff).isEqualTo(0xffffff);
    }

    @Test
    void pdfIsOnePageOfTheWidthWithItsTextAndItsFont() throws Exception {
        try (PDDocument document = Loader.loadPDF(bytes(FileFormat.PDF, FIGURE, 178))) {
            assertThat(document.getNumberOfPages()).isEqualTo(1);
            PDPage page = document.getPage(0);
            assertThat((double) page.getMediaBox().getWidth()).isCloseTo(178 * 72 / 25.4, within(1e-3));
            assertThat(new PDFTextStripper().getText(document))
                    .contains("(1/energy)", "first & last", "second", "Gradient");
            for (COSName name : page.getResources().getFontNames()) {
                assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
            }
            assertThat(document.getDocumentInformation().getTitle()).isEqualTo("A < B & \"C\"");
        }
    }

    @ParameterizedTest
    @EnumSource(FileFormat.class)
    void theSameFigureGivesTheSameBytes(FileFormat format) throws IOException {
        assertThat(bytes(format, FIGURE, 85))
                .isEqualTo(bytes(format, FIGURE, 85))
                .isNotEqualTo(bytes(format, FIGURE, 86));
    }

    /// Figures of a run and of the theory, which have every kind of panel.
    @ParameterizedTest
    @ValueSource(doubles = {50, 85, 178})
    void wordsOfNoFigureCoverEachOther(double width) {
        List<PanelFigure> figures = new ArrayList<>(RunFigures.of(List.of(SyntheticRun.small(0))));
        figures.addAll(RunFigures.of(List.of(SyntheticRun.small(0), SyntheticRun.small(1))));
        figures.addAll(TheoryPage.figures(Optional.empty()));
        for (PanelFigure figure : figures) {
            Overlaps.assertNone(FigureDrawing.of(figure, width));
        }
    }

    @Test
    void figuresWithNothingToShowAreStillWhole() throws Exception {
        Panel empty = Panel.of("empty", Axis.logarithmic("x"), Axis.logarithmic("y"), List.of());
        Panel map = Panel.map(
                "map",
                Axis.categories("p", List.of("7", "11")),
                Axis.share("share"),
                List.of(new Points().drawn("row", Style.POINTS)));
        Panel nothing = Panel.of(
                "not a number",
                Axis.linear("x"),
                Axis.linear("y"),
                List.of(new Points()
                        .add(Double.NaN, 1)
                        .add(1, Double.POSITIVE_INFINITY)
                        .drawn("n", Style.LINE)));
        PanelFigure figure = PanelFigure.of("made", "Made", "", List.of(empty, map, nothing));
        for (FileFormat format : FileFormat.values()) {
            assertThat(bytes(format, figure, 85)).isNotEmpty();
        }
        String svg = new String(bytes(FileFormat.SVG, figure, 85), StandardCharsets.UTF_8);
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
    }
}
