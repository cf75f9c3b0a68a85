// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.observable.Quantity;
import calorimeter.report.figure.MadeRun;
import calorimeter.report.figure.Quantities;
import calorimeter.report.figure.ReportedRun;
import calorimeter.report.figure.SyntheticRun;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
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
        ReportedRun run = SyntheticRun.small(5);
        JsonNode embedded = data(RunReport.render(List.of(run))).get("runs").get(0);

        assertThat(embedded.get("series").size()).isEqualTo(run.series().size());
        int next = 0;
        for (Quantity quantity : run.series()) {
            JsonNode node = embedded.get("series").get(next++);
            assertThat(node.get("key").asText()).isEqualTo(quantity.name());
            assertThat(doubles(node.get("values"))).isEqualTo(run.rows().column(quantity.name()));
        }
        assertThat(doubles(embedded.get("steps")))
                .isEqualTo(LongStream.of(run.rows().steps()).asDoubleStream().toArray());
    }

    /// ℒ = 0.4 in N = 2 logged steps; C is twice that of random energies.
    @Test
    void headsTravelAndWaste() {
        ReportedRun run = MadeRun.of("run", "nanda", 0, new long[] {0, 1, 2})
                .headSeries(Quantities.of("ledger.length"), new double[][][] {{{0, 0.1, 0.4}}})
                .headSeries(Quantities.of("ledger.dissipation"), new double[][][] {{{0, 0.02, 0.07}}})
                .headSeries(Quantities.of("attention.C.read"), new double[][][] {{{0, 1, 0.5}}})
                .headSeries(Quantities.of("attention.C.random"), new double[][][] {{{0, 1, 0.25}}})
                .series(Quantities.of("ledger.length"), new double[] {0, 0.1, 0.4})
                .build();
        assertThat(RunReport.render(List.of(run)))
                .contains("<td>0.0</td><td>0.4</td><td>0.07</td><td>0.04000</td><td>0.5</td><td>0.25</td><td>2</td>")
                .contains("here N = 2 logged steps");
    }

    /// Rows that follow the next layer by chance alone; nothing is said of two layers, and of few no interval.
    @Test
    void depthIsShownFromThreeLayersOn() {
        SplittableRandom random = new SplittableRandom(1);
        List<double[][]> paths = Stream.generate(() -> path(random)).limit(6).toList();
        assertThat(DepthText.section(paths, "prompt").toString())
                .contains("through 4 layers on 6 prompts")
                .containsPattern("mass m, in units of T</td>\\s*<td>\\S+ \\[\\S+, \\S+\\]")
                .containsPattern("its own counted</td>\\s*<td>\\d+ of 200<");
        assertThat(DepthText.section(paths.subList(0, 1), "prompt").toString())
                .containsPattern("friction γ</td>\\s*<td>\\S+</td>");
        List<double[][]> shallow = List.<double[][]>of(Arrays.copyOf(paths.getFirst(), 2));
        assertThat(DepthText.section(shallow, "prompt").toString()).isEmpty();
    }

    private static double[][] path(SplittableRandom random) {
        double[][] rows = new double[4][3];
        for (double[] row : rows) {
            Arrays.setAll(row, key -> random.nextDouble());
            double sum = Arrays.stream(row).sum();
            Arrays.setAll(row, key -> row[key] / sum);
        }
        return rows;
    }

    @Test
    void missingAndInfiniteNumbersAreWrittenAsValidJson() throws Exception {
        double[] values = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, -0.0};
        ReportedRun run = MadeRun.of("run", "nanda", 0, new long[] {0, 1, 2, 3})
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
        assertThat(page).contains("<title>" + HtmlPage.escape(HostileRun.PAYLOAD + "0") + " · Calorimeter</title>");
    }

    @Test
    void whatIsMissingIsSaidToBeMissing() {
        ReportedRun run = MadeRun.of("accuracy only", "nanda", 0, new long[] {0, 10})
                .series(Quantities.of("train.accuracy"), new double[] {0, 1})
                .series(Quantities.of("test.loss"), new double[] {Double.NaN, Double.NaN})
                .build();
        String page = RunReport.render(List.of(run));

        assertThat(page)
                .contains("Not recorded: test.accuracy.")
                .contains("Not recorded: train.loss, test.loss.")
                .contains("Not recorded: attention.C.")
                .contains("<td>not reached and kept up to step 10</td>")
                .contains("No peak of C was found.")
                .contains("Did not memorise (training accuracy ≥ 0.99: not reached and kept up to step 10)");
        assertThat(page.split("<div class=\"chart\"", -1)).hasSize(2);
    }

    @Test
    void aQuantityThatOnlyOneOfTwoRunsRecordedIsNamed() {
        ReportedRun with = MadeRun.of("with", "nanda", 0, new long[] {0, 10})
                .series(Quantities.of("test.accuracy"), new double[] {0, 1})
                .build();
        ReportedRun without =
                MadeRun.of("without", "nanda", 1, new long[] {0, 10}).build();

        assertThat(RunReport.render(List.of(with, without)))
                .contains("Not recorded: test.accuracy in without.")
                .contains("Not recorded: train.accuracy in with, train.accuracy in without.");
    }

    private static MadeRun held(String name) {
        return MadeRun.of(name, "nanda", 0, 0, 40_000)
                .memorised(17)
                .peaks("C", MadeRun.peak(62, 62.4, 0.31, 0.0865, 0.02));
    }

    /// What all runs were held to stands once, above; a cell is a number or a word or two.
    @Test
    void theOutcomesOfManyRunsAreShort() {
        String page = RunReport.render(List.of(held("one").build(), held("two").build()))
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
        ReportedRun late = held("two").generalised(0.9, 4000).build();
        String page = RunReport.render(List.of(held("one").build(), late)).replace("\u202f", "_");

        assertThat(page)
                .contains("<th scope=\"col\">generalised</th>")
                .contains("<td>not by 40_000 (test accuracy ≥ 0.99)</td>")
                .contains("<td>4_000 (test accuracy ≥ 0.9)</td>")
                .contains("1 generalised; 1 of these showed a peak of C before it generalised.");
    }

    /// Steps are written in one way everywhere.
    @Test
    void stepsInReasonsAreGroupedAsAllOthers() {
        String page = RunReport.render(List.of(held("one").build())).replace("\u202f", "_");

        assertThat(page)
                .contains("<td>not reached and kept up to step 40_000</td>")
                .contains("(test accuracy ≥ 0.99: not reached and kept up to step 40_000)")
                .doesNotContain("step 40000");
    }

    @Test
    void anObservableOfOnesOwnIsShownUnderFurtherObservables() {
        Quantity own = new Quantity("my_charge", "J", "a charge of my own");
        ReportedRun run = MadeRun.of("run", "nanda", 0, new long[] {0, 10})
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
        ReportedRun run = SyntheticRun.of(0, 100_000, 5, 4, 8).build();
        String page = RunReport.render(List.of(run));

        assertThat(page).contains("20\u202f071 rows were logged");
        assertThat(page.length()).isLessThan(6_000_000);
    }

    /// The table of peaks shows the fitted place and, apart from it, the logged step by which claims are
    /// judged.
    @Test
    void aPeakIsShownAtItsFittedPlace() {
        ReportedRun run = MadeRun.of("run", "nanda", 0, 0, 10)
                .peaks("C", MadeRun.peak(10_650, 10_655.4, 12.3, 0.25, 0.125))
                .build();

        assertThat(RunReport.render(List.of(run)).replace("\u202f", ""))
                .contains("<td>10655 ± 12</td><td>10650</td><td>0.25</td><td>0.125</td>")
                .contains("One peak of C, at step 10655 ± 12 (height 0.25")
                .contains("\"step\":10650,\"place\":10655.");
    }

    @Test
    void theFileIsWrittenWholeOrNotAtAll() throws Exception {
        Path file = folder.resolve("report.html");
        List<ReportedRun> runs = List.of(SyntheticRun.small(0));
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
    void chargesAreToldBeforeTheyAreShown() {
        String page = RunReport.render(List.of(MadeCharges.run("one")));

        assertThat(page)
                .contains(
                        "<p>Charges: largest residual 1.8 roundings of the exact law; beside the measured charge after 2"
                                + " steps: Eq. 17 as printed ×2.")
                .contains(
                        "<td>filters</td><td>2</td><td>1.8</td><td>3.0e-07</td><td>1.8</td><td>+0.00 %</td><td>×2.0</td>")
                .contains("<i>h</i> = <i>η</i>(1−<i>δ</i>)")
                .contains("noether.filters.coherent.deviation\",\"symbol")
                .doesNotContain("noether.units.exact.deviation");
    }

    @Test
    void withoutAnExactLawThereIsNoEquation() {
        ReportedRun run = MadeRun.of("adam", "nanda", 0, new long[] {0, 1})
                .series(new Quantity("noether.units.charge", "R", "the charge"), new double[] {2, 1})
                .build();

        assertThat(RunReport.render(List.of(run)))
                .contains("No exact law is known for this learning rule.")
                .doesNotContain("<i>hρ</i>");
    }

    @Test
    void chargesOfRunsAreComparedGroupByGroup() {
        String page = RunReport.render(List.of(MadeCharges.run("one"), MadeCharges.run("two")));

        assertThat(page)
                .contains("<h3>filters</h3>")
                .contains("<h3>filters, residual</h3>")
                .contains("<h3>units</h3>");
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
