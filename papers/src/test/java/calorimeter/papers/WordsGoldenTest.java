// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;

import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.tanaka2021.TanakaReproduction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The words of every claim and every design, as stores hold them. Their SHA-256 is their identity: a store in which
/// a claim was declared before its runs knows it by these characters alone, so a change of one of them turns a claim
/// declared in time into another one, declared after a look.
///
/// What is declared for a new claim or a new reproduction is added from the root of the project by
///
///     ./mvnw test -pl papers -Dtest=WordsGoldenTest -Dcalorimeter.goldens=write
///
/// which fails, so that no build rewrites it unseen.
class WordsGoldenTest {

    private static final String RESOURCE = "/golden/words.json";
    private static final Path SOURCE = Path.of("src/test/resources" + RESOURCE);
    private static final Path DOCUMENT = Path.of("../docs/claims.md");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final Pattern SECTION = Pattern.compile("<!-- begin (\\S+) -->\n(.*?)<!-- end", Pattern.DOTALL);

    /// A claim's prediction in docs/claims.md, with its id and the beginning of its identity.
    private static final Pattern PREDICTION =
            Pattern.compile("^- \\*\\*(\\S+)\\*\\* .*?Identity `([0-9a-f]+)`", Pattern.DOTALL | Pattern.MULTILINE);

    @BeforeAll
    static void rewriteWhereAsked() throws IOException {
        if (!System.getProperty("calorimeter.goldens", "compare").equals("write")) {
            return;
        }
        ObjectNode all = MAPPER.createObjectNode();
        for (Worded worded : reproductions()) {
            all.set(worded.key(), words(worded.reproduction()));
        }
        Files.writeString(SOURCE, all.toPrettyString() + "\n");
        fail(SOURCE.toAbsolutePath() + " is rewritten; run again without -Dcalorimeter.goldens to compare");
    }

    /// A reproduction under the key of its stored words.
    record Worded(String key, Reproduction reproduction) {

        @Override
        public String toString() {
            return key;
        }
    }

    static List<Worded> reproductions() {
        List<Worded> reproductions = new ArrayList<>();
        for (String name : Reproductions.NAMES) {
            for (Size size : Size.values()) {
                reproductions.addAll(
                        name.equals("tanaka2021")
                                ? withAndWithoutImages(size)
                                : List.of(worded(Reproductions.find(name, size))));
            }
        }
        return reproductions;
    }

    private static Worded worded(Reproduction reproduction) {
        return new Worded(reproduction.key(), reproduction);
    }

    /// Both designs, whether or not Fashion-MNIST is installed here.
    private static List<Worded> withAndWithoutImages(Size size) {
        Reproduction without = new TanakaReproduction(size, false);
        return List.of(
                worded(new TanakaReproduction(size, true)), new Worded(without.key() + " without images", without));
    }

    private static ObjectNode words(Reproduction reproduction) {
        ObjectNode words = MAPPER.createObjectNode();
        String design = reproduction.design();
        words.putObject("design").put("identity", Claim.hash(design)).put("text", design);
        ArrayNode claims = words.putArray("claims");
        for (Claim claim : reproduction.claims()) {
            claims.addObject()
                    .put("id", claim.id())
                    .put("identity", claim.identity())
                    .put("text", claim.text());
        }
        return words;
    }

    private static ObjectNode stored() throws IOException {
        try (var in = requireNonNull(WordsGoldenTest.class.getResourceAsStream(RESOURCE), RESOURCE)) {
            return (ObjectNode) MAPPER.readTree(in);
        }
    }

    @ParameterizedTest
    @MethodSource("reproductions")
    void claimsAndDesignsHaveTheStoredWords(Worded worded) throws IOException {
        JsonNode stored = stored().path(worded.key());
        JsonNode today = words(worded.reproduction());
        assertThat(today.path("design")).isEqualTo(stored.path("design"));
        assertThat(today.path("claims")).hasSameSizeAs(stored.path("claims"));
        for (int i = 0; i < stored.path("claims").size(); i++) {
            assertThat(today.path("claims").path(i))
                    .as("words that change make another claim, which nobody declared before the runs")
                    .isEqualTo(stored.path("claims").path(i));
        }
    }

    @Test
    void everyReproductionIsStoredAndNoOther() throws IOException {
        assertThat(stored().fieldNames())
                .toIterable()
                .containsExactlyElementsOf(
                        reproductions().stream().map(Worded::key).toList());
    }

    @Test
    void everyIdentityInTheDocumentIsThatOfAClaimOfToday() throws IOException {
        ObjectNode stored = stored();
        int sections = 0;
        for (Matcher section = SECTION.matcher(Files.readString(DOCUMENT)); section.find(); sections++) {
            ArrayNode claims = (ArrayNode) stored.path(section.group(1)).path("claims");
            int found = 0;
            for (Matcher prediction = PREDICTION.matcher(section.group(2)); prediction.find(); found++) {
                String id = prediction.group(1);
                String beginning = prediction.group(2);
                assertThat(claims)
                        .as(section.group(1) + ", " + id)
                        .anyMatch(claim -> claim.path("id").asText().equals(id)
                                && claim.path("identity").asText().startsWith(beginning));
            }
            assertThat(found).as(section.group(1)).isEqualTo(claims.size());
        }
        assertThat(sections).isPositive();
    }
}
