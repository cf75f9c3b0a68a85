// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvWriterTest {

    @TempDir
    Path folder;

    private static void write(Path file, Table table) {
        DurableFile.writeForUser(file, out -> CsvWriter.write(out, table));
    }

    private static Table numbers(double... values) {
        return new Table(
                List.of(new Table.Column("value", Table.Type.NUMBER)),
                () -> Arrays.stream(values).mapToObj(value -> new Object[] {value}));
    }

    @Test
    void everyTypeIsWrittenAsItIsRead() {
        Path file = folder.resolve("table.csv");

        write(file, SampleTable.everyType());

        assertThat(file).hasContent("""
                seed,layers,eta,tied,causal,note,"odd, ""name""\"
                9007199254740993,1,0.1,true,true,plain,a
                -1,,NaN,false,,"with, comma and ""quotes""\",é😀
                0,3,,true,false,,
                """);
    }

    @Test
    void numbersAreWrittenInFullPrecision() {
        Path file = folder.resolve("numbers.csv");

        write(file, numbers(0.1 + 0.2, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, -0.0, 1e22));

        assertThat(file).hasContent("""
                value
                0.30000000000000004
                4.9E-324
                -Infinity
                -0.0
                1.0E22
                """);
    }

    @Test
    void whatIsReadBackIsTheSameDouble() throws Exception {
        double[] values = {Math.PI / 3e-7, Math.nextUp(1.0)};
        Path file = folder.resolve("numbers.csv");

        write(file, numbers(values));

        List<String> lines = Files.readAllLines(file);
        assertThat(Double.parseDouble(lines.get(1))).isEqualTo(values[0]);
        assertThat(Double.parseDouble(lines.get(2))).isEqualTo(values[1]);
    }

    @Test
    void aFolderThatIsNotThere() {
        Path file = folder.resolve("none").resolve("run.csv");
        assertThatThrownBy(() -> write(file, numbers()))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot write " + file + ": there is no such file or folder; check the path");
    }
}
