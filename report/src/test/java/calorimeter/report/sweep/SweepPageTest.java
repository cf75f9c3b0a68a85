// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.report.figure.Quantities;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.figure.SyntheticRun;
import calorimeter.report.page.DrawnPage;
import calorimeter.statistics.peaks.Onset;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser.
class SweepPageTest {

    private static final Pattern DRAWN = Pattern.compile("data-drawn=\"true\"");
    private static final Pattern CHART = Pattern.compile("<div class=\"chart\"");

    private static final Pattern LEGEND = Pattern.compile("</svg><span>([^<]+)</span>");

    private static final String CHOICES = """
            <script>
            document.querySelector('[data-single]').click();
            for (const clock of ['generalisation', 'memorisation']) {
              document.querySelector('[data-clock-choice="' + clock + '"]').click();
            }
            const slices = document.querySelector('[data-slices]');
            for (const option of slices ? slices.options : []) {
              slices.value = option.value;
              slices.dispatchEvent(new Event('change', { bubbles: true }));
              for (const clock of ['generalisation', 'memorisation', 'start']) {
                document.querySelector('[data-clock-choice="' + clock + '"]').click();
              }
            }
            </script>
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static ReportedRun synthetic(long seed, String... settings) {
        return SyntheticRun.of(seed, 3_000, 50, 1, 4).settings(settings).build();
    }

    private String clicked(ReportedRun... runs) throws Exception {
        List<SweptRun> swept = MadeSweep.swept(3_000, runs);
        String page = SweepPage.render("made", MadeSweep.axes(swept), swept, 3_000, "./calorimeter");
        int end = page.lastIndexOf("</body>");
        return DrawnPage.clicked(folder, page.substring(0, end) + CHOICES + page.substring(end));
    }

    private static void assertAllDrawn(String document) {
        String root = document.substring(0, document.indexOf("<head>"));
        assertThat(root).contains("data-ready").doesNotContain("data-error").doesNotContain("data-violation");
        assertThat(DRAWN.matcher(document).results().count())
                .isPositive()
                .isEqualTo(CHART.matcher(document).results().count());
    }

    @Test
    void everyClockAndSliceIsDrawn() throws Exception {
        String document = clicked(
                synthetic(0, "p=7", "weight-decay=1"),
                synthetic(1, "p=7", "weight-decay=1"),
                synthetic(0, "p=11", "weight-decay=1"),
                synthetic(1, "p=11", "weight-decay=1"),
                synthetic(0, "p=11", "weight-decay=3"));

        assertAllDrawn(document);
        assertThat(document)
                .contains("Outcome against p", "Outcome against both axes", "weight-decay = 3.0")
                .contains("A group here is a single run, so there is no interval over seeds.");
    }

    /// Training accuracy is held from step 100 on, for fewer steps than count; test accuracy never comes.
    @Test
    void anUndecidedEventIsAKindOfItsOwn() throws Exception {
        ReportedRun run = MadeSweep.run("p=7", 0, 1, 100, 200)
                .series(Quantities.of("train.accuracy"), new double[] {0, 1, 1})
                .series(Quantities.of("test.accuracy"), new double[3])
                .memorisation(new Onset.Pending(100, 100))
                .build();

        String document = clicked(run);

        assertThat(document)
                .contains("0 of 1 run memorised (training accuracy ≥ 0.99; 1 undecided), none generalised (test")
                .doesNotContain("data-error");
        assertThat(LEGEND.matcher(document).results().map(found -> found.group(1)))
                .contains("not by the end of the run", "undecided");
    }

    @Test
    void aSingleRunIsAllowed() throws Exception {
        String document = clicked(synthetic(3, "p=7"));

        assertThat(document)
                .contains("data-ready", "This is a single run, so there is no interval over seeds.")
                .doesNotContain("data-error");
    }
}
