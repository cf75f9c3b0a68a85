// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.report.figure.SyntheticRun;
import calorimeter.report.theory.TheoryPage;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// The buttons that hand out a figure as a picture.
class PicturePageTest {

    /// Saves every figure in dark colours, as SVG, and the last as PNG, of which the head tells width and height; they
    /// come back as attributes.
    private static final String SAVE = """
            <script>
            document.querySelector('[data-theme-choice="dark"]').click();
            const files = [];
            const Native = window.Blob;
            window.Blob = function (parts, options) {
              if (options.type === 'image/png') {
                const head = new DataView(parts[0].buffer);
                document.documentElement.dataset.png = head.getUint32(16) + 'x' + head.getUint32(20);
              } else {
                files.push(parts.join(''));
              }
              return new Native(parts, options);
            };
            URL.createObjectURL = () => '#';
            document.querySelectorAll('button.save[data-save="svg"]').forEach(button => button.click());
            const bytes = text => Array.from(new TextEncoder().encode(text), byte => String.fromCharCode(byte)).join('');
            document.documentElement.dataset.files = files.map(file => btoa(bytes(file))).join(' ');
            [...document.querySelectorAll('button.save[data-save="png"]')].at(-1).click();
            </script>
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private String saved(String page) throws Exception {
        int end = page.lastIndexOf("</body>");
        return Chromium.required(folder).load(page.substring(0, end) + SAVE + page.substring(end));
    }

    private static String value(String document, String name) {
        return Pattern.compile(" data-" + name + "=\"([^\"]*)\"")
                .matcher(document)
                .results()
                .map(found -> found.group(1))
                .findFirst()
                .orElse("");
    }

    private static List<Document> pictures(String document) throws Exception {
        List<Document> pictures = new ArrayList<>();
        for (String file : value(document, "files").split(" ", -1)) {
            String svg = new String(Base64.getDecoder().decode(file), StandardCharsets.UTF_8);
            pictures.add(DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg))));
        }
        return pictures;
    }

    private static void assertWhole(String document, int figures) throws Exception {
        List<Document> pictures = pictures(document);
        assertThat(pictures).hasSize(figures);
        for (Document picture : pictures) {
            Element root = picture.getDocumentElement();
            assertThat(Integer.parseInt(root.getAttribute("width"))).isGreaterThan(300);
            assertThat(((Element) root.getFirstChild()).getAttribute("fill")).isEqualTo("#ffffff");
            assertThat(picture.getElementsByTagName("svg").getLength()).isGreaterThan(1);
            assertThat(root.getTextContent()).doesNotContain("NaN");
        }
        Element last = pictures.getLast().getDocumentElement();
        assertThat(value(document, "png"))
                .isEqualTo(Math.round(Integer.parseInt(last.getAttribute("width")) * 300 / 96.0) + "x"
                        + Math.round(Integer.parseInt(last.getAttribute("height")) * 300 / 96.0));
        assertThat(value(document, "theme")).isEqualTo("dark");
        assertThat(document.substring(0, document.indexOf("<head>")))
                .doesNotContain("data-error")
                .doesNotContain("data-violation");
    }

    @Test
    void everyFigureOfARun() throws Exception {
        String document = saved(RunReport.render(List.of(SyntheticRun.small(0))));

        assertWhole(document, 10);
        Document first = pictures(document).getFirst();
        assertThat(first.getDocumentElement().getTextContent()).contains("Accuracy", "Loss");
        String markup = new String(
                Base64.getDecoder().decode(value(document, "files").split(" ", -1)[0]), StandardCharsets.UTF_8);
        assertThat(markup).as("the blue of light pages").contains("#0072b2").doesNotContain("#56b4e9");
    }

    @Test
    void everyFigureOfTheTheory() throws Exception {
        assertWhole(saved(TheoryPage.render("title", "", TheoryPage.figures(Optional.empty()))), 4);
    }
}
