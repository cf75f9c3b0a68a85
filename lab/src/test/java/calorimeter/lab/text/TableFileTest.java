// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What people write in files is what is read, to the last digit, or is refused in plain words.
class TableFileTest {

    @TempDir
    private Path folder;

    private TableFile read(String name, byte[] content) throws IOException {
        return TableFile.read(Files.write(folder.resolve(name), content), "configuration", "settings");
    }

    private TableFile read(String name, String content) throws IOException {
        return read(name, content.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-1",
                "999999999999999999",
                "1000000000000000000",
                "1234567890123456789",
                "-1234567890123456789",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "123456789012345678901234567890"
            })
    void integersAreExact(String integer) throws IOException {
        String toml = "seed = " + integer + " # " + integer + "\n[grid]\nseed=[1," + integer + "]\n'" + integer
                + "' = \"\"\"\n" + integer + " it is\"\"\"\n";
        String json = "{\"seed\": " + integer + ", \"grid\": {\"seed\": [1, " + integer + "]}}";
        for (TableFile file : new TableFile[] {read("a.toml", toml), read("a.json", json)}) {
            assertThat(file.root().path("seed").asText()).isEqualTo(integer);
            assertThat(file.root().path("grid").path("seed").path(1).asText()).isEqualTo(integer);
        }
        assertThat(read("a.toml", toml).root().path("grid").path(integer).asText())
                .isEqualTo(integer + " it is");
    }

    @ParameterizedTest
    @CsvSource({
        "1_234_567_890_123_456_789, 1234567890123456789",
        "+1234567890123456789, +1234567890123456789",
        "0x112210F47DE98115, 1234567890123456789",
        "1234567890123456789.5, 1234567890123456789.5",
        "1234567890123456789e2, 1.234567890123456789E+20"
    })
    void otherFormsOfLongNumbersInToml(String written, String read) throws IOException {
        assertThat(read("a.toml", "x = " + written + "\n").root().path("x").asText())
                .isEqualTo(read);
    }

    /// Editors of Windows put it at the beginning.
    @Test
    void aByteOrderMarkIsNoContent() throws IOException {
        assertThat(read("a.toml", "\uFEFFp = 7\n").root().path("p").asText()).isEqualTo("7");
        assertThat(read("a.json", "\uFEFF{\"p\": 7}").root().path("p").asText()).isEqualTo("7");
    }

    @Test
    void aByteThatIsNotUtf8HasAPlace() {
        byte[] latin = "p = 7\n# caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> read("a.toml", latin))
                .isInstanceOf(TableException.class)
                .hasMessage("the configuration " + folder.resolve("a.toml")
                        + " is not UTF-8 text at line 2, column 6; save it as UTF-8");
        assertThatThrownBy(() -> read("a.json", "\uFEFF{}".getBytes(StandardCharsets.UTF_16LE)))
                .isInstanceOf(TableException.class)
                .hasMessage("the configuration " + folder.resolve("a.json")
                        + " is not UTF-8 text at line 1, column 1 but UTF-16; save it as UTF-8");
        byte[] cut = {'p', ' ', '=', ' ', '7', (byte) 0xC3};
        assertThatThrownBy(() -> read("b.toml", cut)).hasMessageContaining("line 1, column 6");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "NaN | JSON has no 'NaN'; write a number, or a text in quotes",
                "-Infinity | JSON has no '-Infinity'; write a number, or a text in quotes",
                "small | JSON has no 'small'; write a number, or a text in quotes",
                "True | \"'True' is written true\"",
                "+1 | Unexpected character ('+' (code 43)) in numeric value: JSON spec does not allow numbers to have plus"
                        + " signs",
                "1 // one | JSON has no comments"
            })
    void jsonIsRefusedWithoutNamesOfTheParsersSwitches(String value, String complaint) {
        assertThatThrownBy(() -> read("a.json", "{\"x\": " + value + "\n}"))
                .isInstanceOf(TableException.class)
                .hasMessageStartingWith(
                        "cannot read the configuration " + folder.resolve("a.json") + ", line 1, column ")
                .hasMessageEndingWith(": " + complaint)
                .hasMessageNotContainingAny("Feature", "ALLOW_");
    }

    @ParameterizedTest
    @CsvSource({"True, write tied = true", "FALSE, write tied = false", "tru, 'text needs quotes: tied = \"tru\"'"})
    void adviceOnAWordIsOneThatHelps(String word, String advice) {
        assertThatThrownBy(() -> read("a.toml", "tied = " + word + "\n"))
                .isInstanceOf(TableException.class)
                .hasMessageEndingWith("; " + advice);
    }
}
