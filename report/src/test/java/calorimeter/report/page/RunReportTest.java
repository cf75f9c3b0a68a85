package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.observable.Quantity;
import calorimeter.statistics.peaks.Place;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunReportTest {

    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void nothingInThePageRefersToTheNetwork() {
        String charts = Resources.echarts();
        String page = RunReport.render(List.of(SyntheticRun.small(0)));

        assertThat(page).contains(charts).doesNotContainIgnoringCase("<link");
        String own = page.replace(charts, "");
        assertThat(own).doesNotContainIgnoringCase("http:").doesNotContainIgnoringCase("https:");
        assertThat(own)
                .doesNotContainPattern("\\bsrc\\s*=")
                .doesNotContainPattern("url\\(|@import|\\bimport\\(|fetch\\(");
        assertThat(own).doesNotContainPattern("href=\"[^#]");
        assertThat(own).contains("default-src 'none'");
    }

    @Test
    void theChartLibraryCannotEndItsOwnElement() {
        assertThat(Resources.echarts())
                .doesNotContain("</script")
                .doesNotContain("<!--")
                .contains("Apache");
    }

    @Test
    void embeddedNumbersReadBackAsTheSameDoubles() throws Exception {
        RunReportData run = SyntheticRun.small(5);
        JsonNode embedded = data(RunReport.render(List.of(run))).get("runs").get(0);

        assertThat(embedded.get("series").size()).isEqualTo(run.series().size());
        for (int i = 0; i < run.series().size(); i++) {
            Series series = run.series().get(i);
            JsonNode node = embedded.get("series").get(i);
            assertThat(node.get("key").asText()).isEqualTo(series.quantity().name());
            assertThat(doubles(node.get("values"))).isEqualTo(series.values());
        }
        assertThat(doubles(embedded.get("steps")))
                .isEqualTo(LongStream.of(run.steps()).asDoubleStream().toArray());
    }

    @Test
    void missingAndInfiniteNumbersAreWrittenAsValidJson() throws Exception {
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
        RunReportData run = RunReportData.of("run", "nanda", 0, new long[] {0, 1, 2, 3})
                .series(Quantities.of("test.loss"), values)
                .build();
        JsonNode written = data(RunReport.render(List.of(run))).at("/runs/0/series/0/values");

        assertThat(written.toString()).isEqualTo("[null,\"Infinity\",\"-Infinity\",-0.0]");
    }

    @Test
    void hostileTextNeverBecomesMarkup() throws Exception {
        String page = RunReport.render(List.of(HostileRun.of(0)));

        assertThat(page.replace(Resources.echarts(), "")).doesNotContain("<img").doesNotContain("<!--");
        assertThat(page.split("</script>", -1)).hasSize(5);
        assertThat(data(page).at("/runs/0/name").asText()).isEqualTo(HostileRun.PAYLOAD + "0");
        assertThat(page).contains("<title>" + Text.escape(HostileRun.PAYLOAD + "0") + " · Calorimeter</title>");
    }

    @Test
    void whatIsMissingIsSaidToBeMissing() {
        RunReportData run = RunReportData.of("accuracy only", "nanda", 0, new long[] {0, 10})
                .series(Quantities.of("train.accuracy"), new double[] {0, 1})
                .series(Quantities.of("test.loss"), new double[] {Double.NaN, Double.NaN})
                .event(Event.absent(Event.MEMORISATION, "train accuracy", 0.99, "still below after 10 steps"))
                .peaks("C", List.of())
                .build();
        String page = RunReport.render(List.of(run));

        assertThat(page)
                .contains("Not recorded: test.accuracy.")
                .contains("Not recorded: train.loss, test.loss.")
                .contains("Not recorded: attention.C.")
                .contains("did not occur: still below after 10 steps")
                .contains("No peak of C was found.")
                .contains("Peaks of V were not recorded.")
                .contains("Did not memorise (train accuracy ≥ 0.99: still below after 10 steps)");
        assertThat(page.split("<div class=\"chart\"", -1)).hasSize(2);
    }

    @Test
    void aQuantityThatOnlyOneOfTwoRunsRecordedIsNamed() {
        RunReportData with = RunReportData.of("with", "nanda", 0, new long[] {0, 10})
                .series(Quantities.of("test.accuracy"), new double[] {0, 1})
                .build();
        RunReportData without =
                RunReportData.of("without", "nanda", 1, new long[] {0, 10}).build();

        assertThat(RunReport.render(List.of(with, without)))
                .contains("Not recorded: test.accuracy in without.")
                .contains("Not recorded: train.accuracy in with, train.accuracy in without.");
    }

    private static RunReportData held(String name, Event generalisation) {
        return RunReportData.of(name, "nanda", 0, new long[] {0, 40_000})
                .event(Event.at(Event.MEMORISATION, "training accuracy", 0.99, 17))
                .event(generalisation)
                .peaks("C", List.of(new Peak(62, new Place(62.4, 0.31), 0.0865, 0.02)))
                .build();
    }

    private static Event never(double threshold) {
        return Event.absent(
                Event.GENERALISATION,
                "test accuracy",
                threshold,
                "not reached and kept up to step 40000",
                "not by 40000");
    }

    /// What all runs were held to stands once, above; a cell is a number or a word or two.
    @Test
    void theOutcomesOfManyRunsAreShort() {
        String page = RunReport.render(List.of(held("one", never(0.99)), held("two", never(0.99))))
                .replace("\u202f", "_");

        assertThat(page)
                .contains("<th scope=\"col\">memorised <span>training accuracy ≥\u00a00.99, step</span></th>")
                .contains("<th scope=\"col\">generalised <span>test accuracy ≥\u00a00.99, step</span></th>")
                .contains("<td>17</td><td>not by 40_000</td><td>62.4 ± 0.3 (0.0865)</td>")
                .contains("2 of 2 runs memorised, none generalised.")
                .doesNotContain("of these showed")
                .doesNotContain("did not occur");
    }

    @Test
    void whatDiffersBetweenRunsStandsInTheCells() {
        Event late = Event.at(Event.GENERALISATION, "test accuracy", 0.9, 4000);
        String page = RunReport.render(List.of(held("one", never(0.99)), held("two", late)))
                .replace("\u202f", "_");

        assertThat(page)
                .contains("<th scope=\"col\">generalised</th>")
                .contains("<td>not by 40_000 (test accuracy ≥ 0.99)</td>")
                .contains("<td>4_000 (test accuracy ≥ 0.9)</td>")
                .contains("1 generalised; 1 of these showed a peak of C before it generalised.");
    }

    /// Steps are written in one way everywhere.
    @Test
    void stepsInReasonsAreGroupedAsAllOthers() {
        String page = RunReport.render(List.of(held("one", never(0.99)))).replace("\u202f", "_");

        assertThat(page)
                .contains("did not occur: not reached and kept up to step 40_000")
                .contains("(test accuracy ≥ 0.99: not reached and kept up to step 40_000)")
                .doesNotContain("step 40000");
    }

    @Test
    void anObservableOfOnesOwnIsShownUnderFurtherObservables() {
        Quantity own = new Quantity("my_charge", "J", "a charge of my own");
        RunReportData run = RunReportData.of("run", "nanda", 0, new long[] {0, 10})
                .series(own, new double[] {1, 2})
                .series(Quantities.of("weights.norm.embedding"), new double[] {1, 2})
                .build();

        assertThat(RunReport.render(List.of(run)))
                .contains("Further observables")
                .containsOnlyOnce("<h3>a charge of my own</h3>")
                .doesNotContain("<h3>L2 norm of the embedding</h3>");
    }

    @Test
    void aLongRunIsThinnedSaysSoAndStaysSmall() {
        RunReportData run = SyntheticRun.of(0, 100_000, 5, 4, 8).build();
        String page = RunReport.render(List.of(run));

        assertThat(page).contains("20\u202f071 rows were logged");
        assertThat(page.length()).isLessThan(6_000_000);
    }

    @Test
    void theFileIsWrittenWholeOrNotAtAll() throws Exception {
        Path file = folder.resolve("report.html");
        List<RunReportData> runs = List.of(SyntheticRun.small(0));
        RunReport.write(file, runs);

        assertThat(file).hasContent(RunReport.render(runs));
        assertThat(folder).isDirectoryContaining(file::equals);
        try (var files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
        Path nowhere = folder.resolve("missing").resolve("report.html");
        assertThatThrownBy(() -> RunReport.write(nowhere, runs)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aReportOfNoRunIsRefused() {
        assertThatThrownBy(() -> RunReport.render(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one run");
    }

    private static double[] doubles(JsonNode array) {
        double[] values = new double[array.size()];
        for (int row = 0; row < values.length; row++) {
            values[row] = array.get(row).doubleValue();
        }
        return values;
    }

    private static JsonNode data(String page) throws Exception {
        Matcher matcher = DATA.matcher(page);
        assertThat(matcher.find()).isTrue();
        return new ObjectMapper().readTree(matcher.group(1));
    }
}
