// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Errors name the place by line and column, in both formats.
class SweepFileTest {

    @TempDir
    Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> SweepFile.read(file).grid().runs())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message.replace("FILE", file.toString()));
    }

    @Test
    void tomlAndJsonAreTheSameSweep() throws IOException {
        SweepFile toml = SweepFile.read(file("decay.toml", """
                preset = "bi"
                max-steps = 100   # [grid] p = 3

                [grid]
                p = [23, 53]
                learning-rate = [1e-3, 0.01]
                seeds = "0..2"
                """));
        SweepFile json = SweepFile.read(file("decay.json", """
                {"preset": "bi", "name": "decay", "max-steps": 100,
                 "grid": {"p": "23,53", "learning-rate": [0.001, 0.01], "seed": [0, 1, 2]}}
                """));

        assertThat(toml.name()).isEqualTo("decay");
        assertThat(json.name()).isEqualTo("decay");
        assertThat(toml.grid().runs()).hasSize(12).isEqualTo(json.grid().runs());
        assertThat(toml.grid().runs().getFirst().preset()).isEqualTo("bi");
    }

    @Test
    void anIntervalIsDrawnFromAsOnTheCommandLine() throws IOException {
        Path file = file("draw.toml", "[grid]\nweight-decay = \"0:1\"\nseeds = \"0..2\"\n");

        assertThat(SweepFile.read(file).grid().sample(2, 5))
                .hasSize(6)
                .isEqualTo(new SweepGrid("nanda")
                        .set("seeds", "0..2", "x")
                        .set("weight-decay", "0:1", "x")
                        .sample(2, 5));
        assertRefused(
                file,
                "weight-decay has an interval (FILE, line 2, column 17) but nothing says how many values to draw; give"
                        + " --sample N, or write from:to:step, as 0.1:1:0.1, or log:from:to:count, as log:1e-3:1:7");
        assertRefused(
                file("list.toml", "[grid]\np = [7, \"11:13\"]\n"),
                "p is '11:13' (FILE, line 2, column 10), but a range is written from:to:step, as 0.1:1:0.1, or"
                        + " log:from:to:count with from and to above 0, as log:1e-3:1:7, and has at most 100000 values");
    }

    @Test
    void anUnknownKey() throws IOException {
        assertRefused(
                file("a.toml", "max-steps = 100\n  max_step = 3\n[grid]\np = [7, 11]\n"),
                "there is no setting 'max_step' (FILE, line 2, column 3); did you mean max-steps?");
        assertRefused(
                file("b.toml", "p = 7\n[grid]\nseed = [1, 2]\nwieght-decay = [0, 1]\n"),
                "there is no setting 'wieght-decay' (FILE, line 4, column 1); did you mean weight-decay?");
        assertRefused(
                file("c.json", "{\"p\": 7,\n \"grid\": {\n  \"wieght-decay\": [0, 1]}}"),
                "there is no setting 'wieght-decay' (FILE, line 3, column 3); did you mean weight-decay?");
    }

    @Test
    void anImpossibleValue() throws IOException {
        assertRefused(
                file("a.toml", "[grid]\np = [7, 11,\n  two]".replace("two", "\"two\"")),
                "p is 'two' (FILE, line 3, column 4) but must be an integer of at least 3");
        assertRefused(
                file("b.json", "{\"train-fraction\": 1.5,\n\"grid\": {\"p\": [7, 11]}}"),
                "train-fraction is '1.5' (FILE, line 1, column 20) but must be strictly between 0 and 1");
        assertRefused(
                file("c.toml", "# nada\npreset = \"nada\"\n[grid]\np = [7, 11]\n"),
                "preset is 'nada' (FILE, line 2, column 11) but must be one of nanda, pandey, verma, bi, tanaka, truong; did"
                        + " you mean nanda?");
        assertRefused(
                file("d.toml", "[grid]\nseeds = \"9..0\"\n"),
                "seeds has the range 9..0 (FILE, line 2, column 10) but its end is below its beginning; write it"
                        + " upwards");
    }

    @Test
    void anEmptyGrid() throws IOException {
        assertThat(SweepFile.read(file("a.toml", "p = 7\n")).grid().runs()).hasSize(1);
        assertThat(SweepFile.read(file("r.toml", "[grid]\nweight-decay = \"0.1:1:0.1\"\n"))
                        .grid()
                        .runs())
                .hasSize(10);
        assertRefused(
                file("b.toml", "[grid]\np = []\n"),
                "p has no values (FILE, line 2, column 1); give at least one, or leave it out");
    }

    @Test
    void aRangeWithADash() throws IOException {
        assertRefused(
                file("a.toml", "[grid]\nseeds = \"0-3\"\n"),
                "seeds is '0-3' (FILE, line 2, column 10), but a range is written 0..3");
    }

    @Test
    void aWordWithoutQuotes() throws IOException {
        Path bare = file("a.toml", "# a comment\nname = small\n[grid]\nseeds = \"0..3\"\n");
        assertThatThrownBy(() -> SweepFile.read(bare))
                .hasMessageStartingWith("cannot read the sweep " + bare + ", line 2, column ")
                .hasMessageEndingWith("; text needs quotes: name = \"small\"");
    }

    @Test
    void theOtherLanguage() throws IOException {
        Path toml = file("a.json", "p = 7\n[grid]\nseeds = \"0..3\"\n");
        assertThatThrownBy(() -> SweepFile.read(toml))
                .hasMessageEndingWith("; it reads as TOML: give it a name that ends in .toml");
        Path json = file("b.toml", "{\"grid\": {\"seed\": [0, 1]}}");
        assertThatThrownBy(() -> SweepFile.read(json))
                .hasMessageEndingWith("; it reads as JSON: give it a name that ends in .json");
    }

    @Test
    void aSettingThatIsFixedAndVaries() throws IOException {
        assertRefused(
                file("a.toml", "p = 7\n\n[grid]\np = [7, 11]\n"),
                "p is given twice (FILE, line 1, column 5; FILE, line 4, column 6); leave one out");
        assertRefused(
                file("b.toml", "p = [7, 11]\n"),
                "p must be a single value (FILE, line 1, column 1); a list belongs into the table grid");
        assertRefused(
                file("c.toml", "seeds = \"0..9\"\n"),
                "seeds is '0..9' (FILE, line 1, column 1), which is a list; move it into the table grid");
    }

    @Test
    void aTextThatIsNoTable() throws IOException {
        assertRefused(file("a.json", "[1, 2]"), "the sweep FILE must be a table of settings with a table grid");
        assertRefused(file("b.yaml", "p: 7"), "the sweep FILE must be a .toml or a .json file");
        assertRefused(folder.resolve("absent.toml"), "there is no sweep FILE; check the path");
        assertRefused(
                file("c.toml", "grid = 3\n"), "grid must be a table of settings with lists (FILE, line 1, column 1)");
        Path broken = file("d.toml", "p = 7\n[grid\n");
        assertThatThrownBy(() -> SweepFile.read(broken))
                .hasMessageStartingWith("cannot read the sweep " + broken + ", line 2, column ");
        Path twice = file("e.json", "{\"p\": 7,\n \"p\": 11}");
        assertThatThrownBy(() -> SweepFile.read(twice))
                .hasMessageStartingWith("cannot read the sweep " + twice + ", line 2, column ")
                .hasMessageContaining("Duplicate");
        Path more = file("f.json", "{\"grid\": {\"p\": [7, 11]}}\n{}");
        assertThatThrownBy(() -> SweepFile.read(more))
                .hasMessageStartingWith("cannot read the sweep " + more + ", line 2, column ")
                .hasMessageContaining("Trailing token");
    }
}
