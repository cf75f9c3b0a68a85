// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.reproduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.app.cli.Terminal;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.Campaign;
import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.report.page.PanelFigure;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReproduceCommandTest {

    @TempDir
    Path home;

    private Terminal terminal;

    @BeforeEach
    void open() {
        terminal = new Terminal(home);
    }

    @Test
    void aDryRunListsWhatIsKnownAndRunsNothing() {
        Terminal.Outcome outcome = terminal.run("reproduce", "kim2026", "--quick", "--dry-run");
        assertThat(outcome.status()).isZero();
        assertThat(outcome.out())
                .contains("pilot")
                .containsPattern("64 runs to be computed, in about .* on \\d+ cores? if every run uses its whole step")
                .contains("then at most 48 runs that become known when these have finished: pilot 4, main 8, ");
        assertThat(outcome.out().lines().map(line -> line.replaceAll(" +", " ")))
                .anyMatch(line -> line.startsWith("head sizes 60 about "))
                .anyMatch(line -> line.startsWith("pilot 2 about "));
        assertThat(terminal.run("runs", "list").out()).doesNotContain("nanda-s");
    }

    @Test
    void judgingNothingSaysWhyNothingIsTested() throws IOException {
        Terminal.Outcome outcome = terminal.run("reproduce", "kim2026", "--quick", "--judge-only", "--json");
        assertThat(outcome.status()).isZero();
        JsonNode json = new JsonMapper().readTree(outcome.out());
        assertThat(json.path("complete").asBoolean()).isFalse();
        assertThat(json.path("claims")).isNotEmpty();
        for (JsonNode claim : json.path("claims")) {
            assertThat(claim.path("verdict").asText()).isEqualTo("NotTested");
            assertThat(claim.path("reason").asText()).isNotEmpty();
            assertThat(claim.path("identity").asText()).matches("[0-9a-f]{64}");
        }
        assertThat(Path.of(json.path("report").asText())).exists();
        assertThat(home.resolve("reproductions/kim2026-quick/claims.csv")).exists();
    }

    @Test
    void judgingNothingTellsAPersonWhatIsClaimedAndHowToBegin() {
        Terminal.Outcome outcome = terminal.run("reproduce", "kim2026", "--quick", "--judge-only");

        assertThat(outcome.out())
                .containsPattern("(?m)^K-SOFTMAX +not tested\\R  Softmax is the unique minimum of the free energy$")
                .containsPattern("(?m)^  A global shift of positions costs no energy .*…$")
                .contains("\nnothing has been run yet; begin with: ./calorimeter reproduce kim2026 --quick\n")
                .doesNotContain("NotTested")
                .doesNotContain("0 are finished");
        assertThat(outcome.out().lines().filter(line -> !line.startsWith("report: ")))
                .allMatch(line -> line.length() <= 100);
    }

    @Test
    void theDocumentOfClaimsHasASectionForEachReproduction() throws IOException {
        Path document = home.resolve("claims.md");
        for (String name : new String[] {"kim2026", "pandey2026", "kim2026"}) {
            Terminal.Outcome outcome = terminal.run("reproduce", name, "--judge-only", "--claims", document.toString());
            assertThat(outcome.status()).isZero();
        }
        assertThat(Files.readString(document))
                .startsWith("# Claims\n")
                .containsOnlyOnce("<!-- begin kim2026/default -->")
                .containsOnlyOnce("<!-- begin pandey2026/default -->")
                .contains("./calorimeter reproduce kim2026\n");
        String before = Files.readString(document);
        terminal.run("reproduce", "kim2026", "--quick", "--judge-only", "--claims", document.toString());
        assertThat(Files.readString(document))
                .startsWith(before.stripTrailing())
                .contains("begin kim2026/quick");
    }

    @Test
    void badInputIsOneLine() {
        assertThat(terminal.run("reproduce", "kim2025").errorLines())
                .singleElement()
                .asString()
                .contains("there is no reproduction 'kim2025'")
                .contains("kim2026");
        Terminal.Outcome both = terminal.run("reproduce", "kim2026", "--quick", "--full");
        assertThat(both.status()).isEqualTo(2);
        assertThat(both.errorLines()).singleElement().asString().contains("exclude each other");
        assertThat(terminal.run("reproduce", "kim2026", "--dry-run", "--judge-only")
                        .errorLines())
                .containsExactly("calorimeter: --dry-run and --judge-only exclude each other; give one of them");
        assertThat(terminal.run("reproduce", "kim2026", "--dry-run", "--claims", "claims.md")
                        .errorLines())
                .containsExactly("calorimeter: --dry-run writes no report; leave out --claims");
        assertThat(terminal.run("reproduce", "kim2026", "--cores", "0").errorLines())
                .singleElement()
                .asString()
                .contains("--cores is 0");
        assertThat(terminal.run("reproduce", "kim2026", "--cores", "257").errorLines())
                .singleElement()
                .asString()
                .contains("must be from 1 to 256");
    }

    @Test
    void aReportThatCannotBeWrittenLosesNothing() throws IOException {
        Path file = Files.createFile(home.resolve("a-file"));
        Terminal.Outcome outcome =
                terminal.run("reproduce", "kim2026", "--quick", "--judge-only", "--report", file.toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).singleElement().asString().contains("--report");
    }

    @Test
    void aReportReplacesNothingButAReport() throws IOException {
        Path folder = home.resolve("notes");
        Path notes = Files.writeString(Files.createDirectory(folder).resolve("result.json"), "precious");
        String[] command = {"reproduce", "kim2026", "--quick", "--judge-only", "--report", folder.toString()};

        Terminal.Outcome outcome = terminal.run(command);

        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .containsExactly(
                        "calorimeter: --report is " + folder + " but that holds other files; give a folder that"
                                + " is empty or not there yet, or one that --report has written");
        assertThat(notes).hasContent("precious");
        Files.delete(notes);
        assertThat(terminal.run(command).status()).isZero();
        assertThat(terminal.run(command).status()).as("its own is replaced").isZero();
    }

    @Test
    void aDryRunPrintsJsonWhenAsked() throws IOException {
        Terminal.Outcome outcome = terminal.run("reproduce", "kim2026", "--quick", "--dry-run", "--json");
        JsonNode json = new JsonMapper().readTree(outcome.out());
        int sum = 0;
        for (JsonNode group : json.path("groups")) {
            assertThat(group.path("arm").asText()).isNotEmpty();
            sum += group.path("runs").asInt();
        }
        assertThat(json.path("runs").asInt()).isEqualTo(sum).isPositive();
        assertThat(json.path("complete").asBoolean()).isFalse();
        double seconds = 0;
        for (JsonNode stage : json.path("stages")) {
            assertThat(stage.path("seconds_about").asDouble()).isPositive();
            seconds += stage.path("seconds_about").asDouble();
        }
        assertThat(json.path("seconds_left_about").asDouble()).isCloseTo(seconds, within(1e-9));
        assertThat(json.path("runs_later_at_most").asInt()).isEqualTo(48);
        assertThat(json.path("later_at_most").path("main").asInt()).isEqualTo(8);
    }

    @Test
    void aDryRunWritesNoFigures() {
        Path folder = home.resolve("figures");

        assertThat(terminal.run("reproduce", "verma2026", "--dry-run", "--figures", folder.toString())
                        .errorLines())
                .containsExactly("calorimeter: --dry-run writes no report; leave out --figures");
        assertThat(folder).doesNotExist();
    }

    @Test
    void theCommandOfAReportNamesItsStoreAndThatOfTheDocumentDoesNot() throws IOException {
        Path other = home.resolve("other");
        Path claims = home.resolve("claims.md");
        Terminal.Outcome outcome = terminal.run(
                "reproduce",
                "kim2026",
                "--quick",
                "--judge-only",
                "--json",
                "--store",
                other.toString(),
                "--claims",
                claims.toString());
        assertThat(claims)
                .content()
                .contains("./calorimeter reproduce kim2026 --quick\n")
                .doesNotContain("--store");
        assertThat(new JsonMapper().readTree(outcome.out()).path("command").asText())
                .isEqualTo("./calorimeter reproduce kim2026 --quick --store " + other);
    }

    @Test
    void aDocumentOfClaimsThatCannotBeWrittenIsFoundBeforeTheRuns() throws IOException {
        Path other = Files.writeString(home.resolve("other.md"), "# Another document\n");
        assertThat(terminal.run("reproduce", "kim2026", "--quick", "--judge-only", "--claims", other.toString())
                        .errorLines())
                .singleElement()
                .asString()
                .contains("--claims is " + other + " but that is another document");
        assertThat(other).hasContent("# Another document\n");
        Path nowhere = home.resolve("no/such/folder/claims.md");
        Terminal.Outcome outcome = terminal.run("reproduce", "kim2026", "--quick", "--claims", nowhere.toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).singleElement().asString().contains("--claims is " + nowhere);
        assertThat(terminal.run("runs", "list").out()).doesNotContain("nanda-s");
    }

    @Test
    void aFolderOfTheReportThatCannotBeMadeIsFoundBeforeTheRuns() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "");
        Path below = file.resolve("report");
        Terminal.Outcome outcome = terminal.run("reproduce", "kim2026", "--quick", "--report", below.toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines())
                .singleElement()
                .asString()
                .contains("--report is " + below, file + " is not one");
        assertThat(terminal.run("runs", "list").out()).doesNotContain("nanda-s");
    }

    /// Refuses an argument of its own making while it is judged.
    private static final class Defective implements Reproduction {

        @Override
        public String name() {
            return "defective";
        }

        @Override
        public String title() {
            return "Defective";
        }

        @Override
        public String summary() {
            return "Cannot be judged.";
        }

        @Override
        public String design() {
            return "No runs.";
        }

        @Override
        public Size size() {
            return Size.QUICK;
        }

        @Override
        public PeakRule rule() {
            return PeakRule.standard();
        }

        @Override
        public List<Claim> claims() {
            throw new IllegalArgumentException("level is 2 but must be below 1");
        }

        @Override
        public List<String> columns() {
            return List.of();
        }

        @Override
        public CampaignPlan plan(Outlook outlook) {
            return new CampaignPlan(List.of(), true, Map.of(), List.of());
        }

        @Override
        public List<PanelFigure> figures(Evidence evidence) {
            return List.of();
        }
    }

    @Test
    void anArgumentRefusedWhileJudgingIsADefectAndNotBadInput() {
        try (RunStore store = RunStore.open(home)) {
            Campaign campaign = new Campaign(store, new Defective());
            assertThatThrownBy(() -> ReproduceCommand.judge(campaign))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("level is 2")
                    .hasCauseInstanceOf(IllegalArgumentException.class);
        }
    }
}
