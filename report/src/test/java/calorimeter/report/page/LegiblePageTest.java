// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.physics.ensemble.EnergySpectrum;
import calorimeter.physics.ensemble.SpecificHeatCurve;
import calorimeter.report.figure.MadeRun;
import calorimeter.report.figure.Quantities;
import calorimeter.report.figure.SyntheticRun;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import calorimeter.report.theory.SpecificHeatFigure;
import calorimeter.report.theory.TheoryPage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a reader can tell apart on a page, measured in a real browser.
class LegiblePageTest {

    /// Words of a chart that cover each other, names of marks that a curve runs through, curves in pieces.
    private static final String MEASURE = """
            <script>
            const problems = [];
            const common = (a, b) => [Math.min(a.right, b.right) - Math.max(a.left, b.left), Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)];
            const curves = svg => [...svg.querySelectorAll('path')].filter(path => path.getAttribute('stroke') === '#0072b2' && path.getTotalLength() > 60);
            document.querySelectorAll('.chart svg').forEach(svg => {
              const texts = [...svg.querySelectorAll('text')].filter(text => text.textContent.trim() !== '')
                .map(text => ({ word: text.textContent, box: text.getBoundingClientRect() }));
              texts.forEach((a, index) => texts.slice(0, index).forEach(b => {
                const [width, height] = common(a.box, b.box);
                if (width > 1 && height > 3) {
                  problems.push(a.word + ' covers ' + b.word);
                }
              }));
              texts.filter(text => text.word.startsWith('β')).filter(text => text.word.includes('=')).forEach(({ word, box }) => curves(svg).forEach(path => {
                const matrix = path.getScreenCTM();
                for (let at = 0; at < path.getTotalLength(); at++) {
                  const point = path.getPointAtLength(at).matrixTransform(matrix);
                  if (point.x > box.left && point.x < box.right && point.y > box.top + 2 && point.y < box.bottom - 2) {
                    problems.push('the curve runs through ' + word);
                    break;
                  }
                }
              }));
            });
            document.documentElement.dataset.problems = problems.join('; ');
            document.documentElement.dataset.words = [...document.querySelectorAll('.chart svg text')].map(text => text.textContent).join('|');
            document.documentElement.dataset.pieces = [...document.querySelectorAll('.chart svg')]
              .map(svg => curves(svg).map(path => path.getAttribute('d').split('M').length - 1).join('+')).join(' ');
            </script>
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private String measured(String page, String... options) throws Exception {
        int end = page.lastIndexOf("</body>");
        return Chromium.required(folder).load(page.substring(0, end) + MEASURE + page.substring(end), options);
    }

    private static String value(String document, String name) {
        Matcher found = Pattern.compile(" data-" + name + "=\"([^\"]*)\"").matcher(document);
        assertThat(found.find()).as(name).isTrue();
        return found.group(1);
    }

    private static MadeRun late(double... levels) {
        MadeRun run = SyntheticRun.of(0, 10_000, 10, 1, 4).memorised(9_000);
        for (double level : levels) {
            run.generalised(level, (long) (9_300 + 690 * level));
        }
        return run;
    }

    /// Three panels beside each other, events near the end of the axis.
    @Test
    void tagsOfEventsDoNotCoverEachOther() throws Exception {
        for (MadeRun run : List.of(late(0.5, 0.9, 0.95, 0.99), late(0.5, 0.9), late())) {
            String document = measured(RunReport.render(List.of(run.build())), "--window-size=1240,900");
            assertThat(value(document, "problems")).isEmpty();
        }
        assertThat(value(
                        measured(RunReport.render(List.of(SyntheticRun.small(1))), "--window-size=400,900"),
                        "problems"))
                .isEmpty();
    }

    @Test
    void aNameStandsBesideItsCurve() throws Exception {
        EnergySpectrum spectrum = EnergySpectrum.of(0, 1, 1, 2);
        for (double beta : new double[] {0.5, 1, 2, 5}) {
            PanelFigure figure = SpecificHeatFigure.of(spectrum, beta, new SpecificHeatCurve(spectrum).peak());
            String document = measured(TheoryPage.render("title", "subtitle", List.of(figure)));
            assertThat(value(document, "words")).contains("β = ", "β* = ");
            assertThat(value(document, "problems")).isEmpty();
        }
        assertThat(value(measured(TheoryPage.render("", "", TheoryPage.figures(Optional.empty()))), "problems"))
                .isEmpty();
    }

    @Test
    void zerosOfALogarithmicAxisHaveALineOfTheirOwn() throws Exception {
        long[] steps = {0, 1, 2, 3, 5, 8, 13, 21};
        MadeRun run = MadeRun.of("zeros", "nanda", 0, steps)
                .series(Quantities.of("train.loss"), new double[] {4, 1, 0.1, 1e-3, 1e-6, 0, 0, 0})
                .series(Quantities.of("ledger.closure"), new double[] {0, 1e-17, 0, -2e-17, 1e-16, 0, 0, 1e-16});
        String document = measured(RunReport.render(List.of(run.build())));

        assertThat(document).contains("the line 0: exactly zero");
        assertThat(value(document, "pieces")).isEqualTo("1 1");
        assertThat(Arrays.stream(value(document, "words").split("\\|", -1)).filter("0"::equals))
                .hasSize(2);
    }

    private static String page(Curve... curves) {
        PanelFigure figure = PanelFigure.of(
                "made",
                "Made",
                "",
                List.of(Panel.of("panel", Axis.linear("x"), Axis.logarithmic("y"), List.of(curves))));
        return new HtmlPage(
                        "",
                        Html.NOTHING,
                        Html.NOTHING,
                        Html.NOTHING,
                        PanelFigures.section(figure),
                        PanelFigures.json(List.of(figure)))
                .render(PanelFigures.script());
    }

    private static Curve fit(String name, double... heights) {
        Points points = new Points();
        for (int x = 0; x < heights.length; x++) {
            points.add(x, heights[x]);
        }
        return points.drawn(name, Style.FIT);
    }

    /// The later one is dotted, in chart and legend, so that both are seen.
    @Test
    void curvesOnTopOfEachOtherAreToldApart() throws Exception {
        String dotted = "stroke-dasharray=\"3[ ,]9\"";

        assertThat(Pattern.compile(dotted)
                        .matcher(measured(page(fit("one", 1, 10, 100), fit("two", 1.001, 10, 100))))
                        .results())
                .hasSize(2);
        assertThat(Pattern.compile(dotted)
                        .matcher(measured(page(fit("one", 1, 10, 100), fit("two", 1.5, 10, 100))))
                        .results())
                .isEmpty();
    }

    @Test
    void zerosOfPanelsHaveThatLineToo() throws Exception {
        String document = measured(page(fit("one", 1, 0, 0, 100)));

        assertThat(Arrays.stream(value(document, "words").split("\\|", -1)).filter("0"::equals))
                .isNotEmpty();
        assertThat(value(document, "pieces")).isEqualTo("1");
        assertThat(value(document, "problems")).isEmpty();
    }
}
