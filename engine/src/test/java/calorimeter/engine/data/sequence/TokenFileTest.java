// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.data.image.DataException;
import calorimeter.engine.random.Seed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenFileTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static int[] row(Dataset<TokenSequences> data, int example) {
        TokenSequences rows = data.examples();
        int[] tokens = new int[rows.sequence() + 1];
        for (int position = 0; position < rows.sequence(); position++) {
            tokens[position] = rows.token(example, position);
        }
        tokens[rows.sequence()] = rows.label(example);
        return tokens;
    }

    /// SHA-256 by `printf 'a,label,b,split\n3,1,0,train\n2,0,4,test\n0,1,1,train\n' | sha256sum`.
    @Test
    void wholeNumbersStandForThemselves() throws IOException {
        TokenFile file = TokenFile.read(file("numbers.csv", "a,label,b,split\n3,1,0,train\n2,0,4,test\n0,1,1,train\n"));

        assertThat(file.content())
                .isEqualTo(new TokenFile.Content(
                        "da848c99c2bf380a30a20cc16fcf2eaeca07ecc097449413a9e4d6fc2150aafa", 3, 2, 5, 2, 2));
        SequenceTask task = new SequenceTask(file, 0, false);
        Dataset<TokenSequences> data = task.dataset(Seed.of(0));
        assertThat(row(data, 0)).containsExactly(3, 0, 1);
        assertThat(row(data, 1)).containsExactly(2, 4, 0);
        assertThat(data.train()).containsExactly(0, 2);
        assertThat(data.test()).containsExactly(1);
        assertThat(task.trainingExamples()).isEqualTo(2);
        assertThat(data.filesSha256()).contains(file.content().sha256());
    }

    @Test
    void wordsAreNumberedAsTheyAppear() throws IOException {
        String text = "\uFEFFx,y,label\r\nred, blue,yes\r\n\r\nblue,7,no\r\n\"a \"\"b\"\", c\",red,yes\r\n";
        TokenFile file = TokenFile.read(file("words.csv", text));
        Dataset<TokenSequences> data = new SequenceTask(file, 0.4, false).dataset(Seed.of(0));

        assertThat(file.trained()).isZero();
        assertThat(file.vocabulary()).isEqualTo(4);
        assertThat(row(data, 0)).containsExactly(0, 1, 0);
        assertThat(row(data, 1)).containsExactly(1, 2, 1);
        assertThat(row(data, 2)).containsExactly(3, 0, 0);
        assertThat(data.train()).hasSize(1);
        assertThat(data.test()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|' has 0 rows of tokens; training and test need one each'",
                "'a,label\n1,0\n'|' has 1 row of tokens; training and test need one each'",
                "'a,b\n1,0\n'|', line 1: names no column label; the first line names the columns, and label has the"
                        + " class'",
                "'label\n1\n2'|', line 1: names no column of tokens besides label, split and group'",
                "'a,a,label\n1,1,1'|', line 1, column a: stands there twice; give each column a name of its own'",
                "'a,label\n1,0\n2\n'|', line 3: has 1 cells, but the header has 2'",
                "'a,label\n1,0\n2,1,1'|', line 3: has 3 cells, but the header has 2'",
                "'a,label\n1,0\n,1\n'|', line 3, column a: is empty; give every row all its tokens'",
                "'a,label\n1,0\n\nx,1\n'|', line 4, column a: is ''x'' but must be a whole number below 1000000, as the"
                        + " first one is; begin with a word if they are words'",
                "'a,label\n-1,0\n1,1\n'|', line 2, column a: is ''-1'' but must be a whole number below 1000000, as the"
                        + " first one is; begin with a word if they are words'",
                "'a,label\n1,0\n1,1000000\n'|', line 3, column label: is ''1000000'' but must be a whole number below"
                        + " 1000000, as the first one is; begin with a word if they are words'",
                "'a,label,split\n1,0,train\n1,1,valid\n'|', line 3, column split: is ''valid'' but must be train or"
                        + " test'",
                "'a,label,split\n1,0,train\n1,1,train\n'|': split leaves no test row; name both train and test'",
                "'a,label\nx,0\nx,1\n'|': all tokens are the same; there is nothing to learn'",
                "'a,label\nx,0\ny,0\n'|': all labels are the same; there is nothing to learn'"
            })
    void aBadFileNamesLineAndColumn(String text, String fault) throws IOException {
        Path file = file("bad.csv", text);

        assertThatThrownBy(() -> TokenFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + fault);
    }

    @Test
    void whatIsNoTextOrNoFile() throws IOException {
        Path latin = folder.resolve("latin.csv");
        Files.write(latin, "a,label\nx,0\né,1\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> TokenFile.read(latin))
                .hasMessage(latin + ", line 3: character 1 is not UTF-8; save the file as UTF-8");
        Path open = file("open.csv", "a,label\n\"x,0\ny,1\n");
        assertThatThrownBy(() -> TokenFile.read(open))
                .hasMessageStartingWith(open + " is no CSV file: ")
                .hasMessageEndingWith("; look at its quotation marks");
        assertThatThrownBy(() -> TokenFile.read(folder))
                .hasMessage(folder + " is no file; give --task a CSV or npz file");
        assertThatThrownBy(() -> TokenFile.read(folder.resolve("none.csv")))
                .hasMessage(folder.resolve("none.csv") + " is missing; give --task a CSV or npz file");
    }

    @Test
    void anotherFileInItsPlaceIsRefused() throws IOException {
        Path path = file("changed.csv", "a,label\nx,0\ny,1\n");
        TokenFile then =
                new TokenFile(path, new TokenFile.Content("0".repeat(64), 2, 1, 2, 2, 0)); // as stored with a run
        SequenceTask task = new SequenceTask(then, 0.5, false);

        assertThatThrownBy(task::requireData)
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(path + " is not the file that the run began with: SHA-256 0000")
                .hasMessageEndingWith("now; put that file back, or start a run anew with this one");
        assertThatThrownBy(() -> task.dataset(Seed.of(0))).isInstanceOf(DataException.class);
    }
}
