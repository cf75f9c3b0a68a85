// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.report.figure.MadeRun;
import calorimeter.report.figure.Quantities;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.figure.SyntheticRun;
import calorimeter.statistics.peaks.Onset;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The page in a real browser: its script runs without an error and draws every figure.
class RunReportPageTest {

    private static final Pattern ROOT = Pattern.compile("<html[^>]*>");
    private static final Pattern CHART = Pattern.compile("<div class=\"chart\"");
    private static final Pattern DRAWN =
            Pattern.compile("<div class=\"chart\"[^>]* data-drawn=\"true\"[^>]*><div[^>]*><(svg|canvas)");

    /// Counts as a failure whatever the page's own policy had to forbid, a connection above all.
    private static final String WATCH = """
            <script>addEventListener('securitypolicyviolation', event => {
              document.documentElement.dataset.violation = event.violatedDirective;
            });</script>
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void everyFigureOfARunIsDrawn() throws Exception {
        String document = load(RunReport.render(List.of(SyntheticRun.small(0))), "");

        assertComplete(document, 24);
    }

    @Test
    void runsSideBySideAreDrawn() throws Exception {
        List<ReportedRun> runs = List.of(SyntheticRun.small(0), SyntheticRun.small(1), accuracyOnly());

        assertComplete(load(RunReport.render(runs), ""), 19);
    }

    @Test
    void manyHeadsAndManyRowsAreDrawnOnANarrowDarkScreen() throws Exception {
        ReportedRun run = SyntheticRun.of(3, 100_000, 5, 4, 8).build();
        String document = load(
                RunReport.render(List.of(run)), "", "--window-size=400,900", "--blink-settings=preferredColorScheme=0");

        assertComplete(document, 24);
        assertThat(root(document)).contains("data-theme=\"dark\"");
    }

    @Test
    void aRunWithLittleToShowIsDrawn() throws Exception {
        assertComplete(load(RunReport.render(List.of(accuracyOnly())), ""), 1);
        assertComplete(load(RunReport.render(List.of(empty())), ""), 0);
    }

    @Test
    void infinitiesAndGapsDoNotStopTheDrawing() throws Exception {
        double[] values = {Double.NaN, 1e-300, Double.POSITIVE_INFINITY, 0, Double.NEGATIVE_INFINITY, 1e300};
        ReportedRun run = MadeRun.of("gaps", "nanda", 0, new long[] {0, 1, 2, 3, 5, 8})
                .series(Quantities.of("train.loss"), values)
                .series(Quantities.of("attention.C"), values)
                .series(Quantities.of("gradient.norm"), new double[] {0, 0, 0, 0, 0, 0})
                .headSeries(Quantities.of("attention.C"), new double[][][] {{values, values}})
                .peaks("C", MadeRun.peak(2, Double.POSITIVE_INFINITY, Double.NaN))
                .build();

        assertComplete(load(RunReport.render(List.of(run)), ""), 5);
    }

    @Test
    void everyChoiceOfTheReaderRedrawsWithoutError() throws Exception {
        String clicks = """
                <script>
                document.querySelector('[data-steps="linear"]').click();
                document.querySelector('[data-theme-choice="dark"]').click();
                document.querySelectorAll('.legend button').forEach(button => button.isConnected && button.click());
                const quantity = document.querySelector('select[data-map]');
                quantity.value = 'attention.chi';
                quantity.dispatchEvent(new Event('change', { bubbles: true }));
                dispatchEvent(new Event('beforeprint'));
                dispatchEvent(new Event('afterprint'));
                </script>
                """;
        String document = load(RunReport.render(List.of(SyntheticRun.small(0))), clicks);

        assertComplete(document, 24);
        assertThat(root(document)).contains("data-theme=\"dark\"");
        assertThat(document.contains("<span>χ susceptibility") || document.contains("selected=\"\">χ"))
                .isTrue();
    }

    @Test
    void theCsvOfAFigureHoldsItsNumbersExactly() throws Exception {
        double[] train = {0.1, Double.NaN, 0.30000000000000004};
        double[] test = {1e-7, Double.POSITIVE_INFINITY, 1};
        ReportedRun run = MadeRun.of("a \"run\", with commas", "nanda", 0, new long[] {0, 10, 1000})
                .series(Quantities.of("train.accuracy"), train)
                .series(Quantities.of("test.loss"), test)
                .build();
        String click = """
                <script>
                URL.createObjectURL = blob => { blob.text().then(text => document.body.dataset.csv = text); return '#'; };
                document.querySelector('button.csv').click();
                </script>
                """;
        String document = load(RunReport.render(List.of(run)), click);

        String name = "\"a \"\"run\"\", with commas\"";
        String csv = "run,step,train.accuracy,test.loss\r\n" + name + ",0,0.1,1e-7\r\n" + name + ",10,,Infinity\r\n"
                + name + ",1000,0.30000000000000004,1\r\n";
        String written = document.replace("&quot;", "\"").replace("\r\n", "\n");
        assertThat(written.substring(written.indexOf("data-csv=\"")))
                .startsWith("data-csv=\"" + csv.replace("\r\n", "\n") + "\"");
    }

    /// A run that only reached half is not marked, as its row of the table says that it did not generalise.
    @Test
    void sideBySideOnlyTheLevelOfTheTableIsMarked() throws Exception {
        long never = marks(held(0.5));
        assertThat(never).isEqualTo(marks(held()));
        assertThat(marks(held(0.5, 0.99))).isGreaterThan(never);
    }

    private static MadeRun held(double... levels) {
        MadeRun run = MadeRun.of("one", "nanda", 0, 0, 10, 20, 40)
                .series(Quantities.of("test.accuracy"), new double[] {0, 0.6, 0.7, 1});
        for (double level : List.of(0.5, 0.99)) {
            boolean reached = Arrays.stream(levels).anyMatch(one -> one == level);
            run.generalisation(level, reached ? new Onset.Occurred(10, 40) : new Onset.NotOccurred(40, 0));
        }
        return run;
    }

    private long marks(MadeRun run) throws Exception {
        String document = load(RunReport.render(List.of(run.build(), accuracyOnly())), "");
        return count(Pattern.compile("stroke-dasharray=\"6[ ,]4\""), document);
    }

    @Test
    void theChargesOfARunAreDrawn() throws Exception {
        String page = RunReport.render(List.of(MadeCharges.run("charges")));
        String document = load(page, "");

        assertThat(page).contains("What moves the charges");
        assertComplete(document, MadeCharges.CHARTS);
    }

    @Test
    void aFigureThatCannotBeDrawnSaysSoAndLeavesTheOthersAlone() throws Exception {
        String broken = RunReport.render(List.of(SyntheticRun.small(0)))
                .replaceFirst("\"label\":\"accuracy\"", "\"label\":null");
        String document = load(broken, "");

        assertThat(root(document)).contains("data-error").contains("data-ready=\"24\"");
        assertThat(count(DRAWN, document)).isEqualTo(23);
        assertThat(document).contains("This figure could not be drawn: Accuracy and loss, Accuracy (");
    }

    @Test
    void hostileTextIsShownNotRun() throws Exception {
        String document = load(RunReport.render(List.of(HostileRun.of(0), HostileRun.of(1))), "");

        assertThat(root(document)).doesNotContain("data-hijacked");
        assertComplete(load(RunReport.render(List.of(HostileRun.of(0))), ""), 10);
    }

    private String load(String html, String probe, String... options) throws Exception {
        String watched = html.replaceFirst("<style>", Matcher.quoteReplacement(WATCH + "<style>"));
        return Chromium.required(folder).load(watched.replace("</body>\n</html>", probe + "</body></html>"), options);
    }

    private static void assertComplete(String document, int charts) {
        String root = root(document);
        assertThat(root).doesNotContain("data-error").doesNotContain("data-violation");
        assertThat(root).as("the script ran to its end").contains("data-ready=\"" + charts + "\"");
        assertThat(count(CHART, document)).isEqualTo(charts);
        assertThat(count(DRAWN, document)).isEqualTo(charts);
    }

    /// The opening tag of the document, where the page's script leaves its marks.
    private static String root(String document) {
        Matcher tag = ROOT.matcher(document);
        assertThat(tag.find()).as("a document was returned").isTrue();
        return tag.group();
    }

    private static long count(Pattern pattern, String text) {
        return pattern.matcher(text).results().count();
    }

    private static ReportedRun accuracyOnly() {
        return MadeRun.of("accuracy only", "nanda", 7, new long[] {0, 10, 20})
                .series(Quantities.of("train.accuracy"), new double[] {0, 0.5, 1})
                .build();
    }

    private static ReportedRun empty() {
        return MadeRun.of("nothing recorded", "nanda", 7, 0).build();
    }
}
