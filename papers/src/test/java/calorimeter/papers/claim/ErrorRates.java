// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/// How often a rule decides wrongly, and how often rightly, on evidence simulated in worlds of which the truth is
/// known.
///
/// The rows stand in docs/decisions/0011-error-rates.md, between the markers of their section. They are compared with
/// those computed here, and rewritten by
///
///     ./mvnw verify -Pslow -pl papers -am -Dtest='*ErrorRatesTest' -Dcalorimeter.goldens=write
public final class ErrorRates {

    /// Standard errors by which a rate may exceed its nominal value before a study fails.
    private static final double Z = 3;

    /// Confidence of a two-sided interval of [#Z] standard errors.
    private static final double CONFIDENCE = 0.9973;

    private static final Path DOCUMENT = Path.of("docs/decisions/0011-error-rates.md");

    private static final String HEADER = """
            | claim | n | world | false Supported | false Refuted | power | |
            |---|---|---|---|---|---|---|
            """;

    /// What a decision is in a world.
    public enum Decided {
        /// at most nominal
        FALSELY,
        /// counted as power
        RIGHTLY,
        /// neither: beside the question of the world
        EITHER
    }

    /// A world in which it is known what a verdict should be.
    ///
    /// @param words what is planted
    /// @param supported what a support is
    /// @param refuted what a refutation is
    /// @param evidence by the number of the simulation
    public record World(String words, Decided supported, Decided refuted, LongFunction<Evidence> evidence) {

        /// The claim is false.
        public static World without(String words, LongFunction<Evidence> evidence) {
            return new World(words, Decided.FALSELY, Decided.RIGHTLY, evidence);
        }

        /// The claim is true.
        public static World with(String words, LongFunction<Evidence> evidence) {
            return new World(words, Decided.RIGHTLY, Decided.FALSELY, evidence);
        }
    }

    /// A row of the table.
    ///
    /// @param n what the claim is judged by
    /// @param supported how many verdicts are
    /// @param refuted how many verdicts are
    public record Row(String claim, String n, World world, int supported, int refuted, int simulations) {

        int wrong() {
            return (world.supported == Decided.FALSELY ? supported : 0)
                    + (world.refuted == Decided.FALSELY ? refuted : 0);
        }

        /// Whether wrong decisions are at most as frequent as [Family#LEVEL], within the error of the simulation.
        public boolean isNominal() {
            return share(wrong(), CONFIDENCE).interval().lower() <= Family.LEVEL;
        }

        String markdown() {
            String right = world.supported == Decided.RIGHTLY
                    ? shown(supported)
                    : world.refuted == Decided.RIGHTLY ? shown(refuted) + " (refutes)" : "";
            return "| "
                    + String.join(
                            " | ",
                            claim,
                            n,
                            world.words,
                            world.supported == Decided.FALSELY ? shown(supported) : "",
                            world.refuted == Decided.FALSELY ? shown(refuted) : "",
                            right,
                            isNominal() ? "nominal" : "NOT NOMINAL")
                    + " |\n";
        }

        private Estimate share(int count, double confidence) {
            return ClopperPearson.of(count, simulations, confidence).orElseThrow();
        }

        private String shown(int count) {
            Interval interval = share(count, Family.CONFIDENCE).interval();
            return String.format(
                    Locale.ROOT,
                    "%.1f %% [%.1f, %.1f]",
                    100.0 * count / simulations,
                    100 * interval.lower(),
                    100 * interval.upper());
        }
    }

    private ErrorRates() {}

    /// Judges a prediction by itself in many simulations of a world; the result does not depend on threads.
    public static Row row(String claim, String n, Prediction prediction, int simulations, World world) {
        List<String> verdicts = LongStream.range(0, simulations)
                .parallel()
                .mapToObj(i -> Verdicts.of(prediction, world.evidence.apply(i)).word())
                .toList();
        int supported = (int) verdicts.stream().filter("Supported"::equals).count();
        int refuted = (int) verdicts.stream().filter("Refuted"::equals).count();
        return new Row(claim, n, world, supported, refuted, simulations);
    }

    /// Requires that no rule errs more often than it may, and that the document holds these rows.
    public static void check(String section, List<Row> rows) throws IOException {
        String table = HEADER + rows.stream().map(Row::markdown).collect(Collectors.joining());
        System.out.println(table);
        List<String> wrong = new ArrayList<>();
        rows.stream().filter(row -> !row.isNominal()).forEach(row -> wrong.add(row.markdown()));
        assertThat(wrong)
                .as("wrong decisions exceed " + Family.LEVEL + " by more than " + Z + " standard errors")
                .isEmpty();
        Path document = Files.exists(DOCUMENT) ? DOCUMENT : Path.of("..").resolve(DOCUMENT);
        String begin = "<!-- begin " + section + " -->\n";
        String text = Files.readString(document);
        int from = text.indexOf(begin) + begin.length();
        int to = text.indexOf("<!-- end " + section + " -->");
        assertThat(from).as(document + " has no section " + section).isBetween(begin.length(), to);
        if (System.getProperty("calorimeter.goldens", "compare").equals("write")) {
            Files.writeString(document, text.substring(0, from) + table + text.substring(to));
            fail(document + " is rewritten; run again without -Dcalorimeter.goldens to compare");
        }
        assertThat(text.substring(from, to)).isEqualTo(table);
    }
}
