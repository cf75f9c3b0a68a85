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
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Files of src/test/resources/golden/npz, which numpy wrote (src/test/python/make_npz_tasks.py).
class NpzTaskTest {

    @TempDir
    private Path folder;

    private Path file(String name) throws IOException {
        Path file = folder.resolve(name + ".npz");
        try (InputStream in = NpzTaskTest.class.getResourceAsStream("/golden/npz/" + name + ".npz")) {
            assertThat(in).as(name).isNotNull();
            Files.copy(in, file);
        }
        return file;
    }

    private static String rows(SequenceTask task) {
        Dataset<TokenSequences> data = task.dataset(Seed.of(0));
        StringBuilder text = new StringBuilder();
        for (int example = 0; example < task.source().examples(); example++) {
            for (int position = 0; position < task.source().length(); position++) {
                text.append(data.examples().token(example, position)).append(' ');
            }
            text.append("→ ").append(data.examples().label(example)).append('\n');
        }
        return text.toString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i1-little",
                "i2-little",
                "i4-little",
                "i8-little",
                "u1-little",
                "u2-little",
                "u4-little",
                "u8-little",
                "i2-big",
                "i4-big",
                "i8-big",
                "u2-big",
                "u4-big",
                "u8-big",
                "fortran",
                "truth",
                "bytes",
                "compressed",
                "version2",
                "version3"
            })
    void integersOfAllTypesAndOrders(String name) throws IOException {
        TokenFile file = TokenFile.read(file(name));
        SequenceTask task = new SequenceTask(file, 0, false);
        Dataset<TokenSequences> data = task.dataset(Seed.of(0));

        assertThat(file.content())
                .isEqualTo(new TokenFile.Content(file.content().sha256(), 3, 2, 5, 2, 2));
        assertThat(rows(task)).isEqualTo("3 0 → 1\n2 4 → 0\n0 1 → 1\n");
        assertThat(data.train()).containsExactly(0, 2);
        assertThat(data.test()).containsExactly(1);
    }

    /// SHA-256 by `sha256sum words.npz`.
    @Test
    void wordsAreNumberedAsTheyAppear() throws IOException {
        TokenFile file = TokenFile.read(file("words"));

        assertThat(file.trained()).isZero();
        assertThat(file.content().sha256())
                .isEqualTo("89268bd7198aa7a4173f225f3c9d6fb5465805751523222e1e53e6249fa91bc5");
        assertThat(rows(new SequenceTask(file, 0.5, false))).isEqualTo("0 1 → 0\n1 2 → 1\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "object|', array tokens: is of type |O but must be of numbers, truth values or text; Python objects are"
                        + " not read'",
                "float|', array tokens: is of type <f8 but must be of integers, truth values or text; Python objects are"
                        + " not read'",
                "truth|', array tokens: holds truth values but must hold whole numbers or words; convert it with"
                        + " .astype(int)'",
                "negative|', tokens[0, 1]: is ''-1'' but must be a whole number below 1000000, as the first one is;"
                        + " begin with a word if they are words'",
                "large|', labels[1]: is ''18446744073709551615'' but must be a whole number below 1000000, as the first"
                        + " one is; begin with a word if they are words'",
                "limit|', labels[1]: is ''1000000'' but must be a whole number below 1000000, as the first one is; begin"
                        + " with a word if they are words'",
                "one-axis|', array tokens: has shape [2] but must have rows and, in each, tokens'",
                "labels|', array labels: has shape [2] but tokens has 3 rows; it must have one value a row'",
                "column|', array labels: has shape [3, 1] but tokens has 3 rows; it must have one value a row'",
                "split|', split[1]: is ''valid'' but must be train or test'",
                "side|: split leaves no test row; name both train and test",
                "missing|' has no array labels; write it with numpy.savez(file, tokens=tokens, labels=labels)'",
                "further|', array weights: has no place in a task, whose arrays are tokens, labels and perhaps split and group'",
                "empty|' has 0 rows of tokens; training and test need one each'",
                "same|': all labels are the same; there is nothing to learn'",
                "nothing|' holds no arrays; write it with numpy.savez'",
                "single|' holds no arrays; write it with numpy.savez'"
            })
    void aBadFileNamesArrayAndIndex(String name, String fault) throws IOException {
        Path file = file("bad-" + name);

        assertThatThrownBy(() -> TokenFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(file + fault);
    }

    @ParameterizedTest
    @ValueSource(strings = {"structured", "cut"})
    void whatIsNoArrayIsRefused(String name) throws IOException {
        Path file = file("bad-" + name);

        assertThatThrownBy(() -> TokenFile.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageStartingWith(file.toString())
                .hasMessageNotContaining("\n");
    }

    /// Wherever a file is cut or a byte changed, it is refused or read, but nothing else breaks.
    @Test
    void aDamagedFileIsRefusedInOneLine() throws IOException {
        byte[] whole = Files.readAllBytes(file("compressed"));
        int refused = 0;
        for (int i = 0; i < 2 * whole.length; i++) {
            byte[] bytes = i < whole.length ? Arrays.copyOf(whole, i) : whole.clone();
            if (i >= whole.length) {
                bytes[i - whole.length] ^= 0x55;
            }
            Path damaged = Files.write(folder.resolve("damaged" + i + ".npz"), bytes);
            try {
                TokenFile.read(damaged);
            } catch (DataException e) {
                refused++;
                assertThat(e.getMessage()).startsWith(damaged.toString()).doesNotContain("\n");
            }
            Files.delete(damaged);
        }
        assertThat(refused).isGreaterThan(whole.length / 2);
    }
}
