package calorimeter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
                .contains("runs to be computed; more become known when these have finished");
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
    void theDocumentOfClaimsHasASectionForEachReproduction() throws IOException {
        Path document = home.resolve("claims.md");
        for (String name : new String[] {"kim2026", "pandey2026", "kim2026"}) {
            Terminal.Outcome outcome = terminal.run("reproduce", name, "--judge-only", "--claims", document.toString());
            assertThat(outcome.status()).isZero();
        }
        assertThat(Files.readString(document))
                .startsWith("# Claims\n")
                .containsOnlyOnce("<!-- begin kim2026 -->")
                .containsOnlyOnce("<!-- begin pandey2026 -->")
                .contains("./calorimeter reproduce kim2026\n");
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
        assertThat(terminal.run("reproduce", "kim2026", "--cores", "0").errorLines())
                .singleElement()
                .asString()
                .contains("--cores is 0");
    }

    @Test
    void aReportThatCannotBeWrittenLosesNothing() throws IOException {
        Path file = Files.createFile(home.resolve("a-file"));
        Terminal.Outcome outcome =
                terminal.run("reproduce", "kim2026", "--quick", "--judge-only", "--report", file.toString());
        assertThat(outcome.status()).isEqualTo(2);
        assertThat(outcome.errorLines()).singleElement().asString().contains("--report");
    }
}
