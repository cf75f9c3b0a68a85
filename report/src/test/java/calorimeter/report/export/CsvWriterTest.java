package calorimeter.report.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.lab.store.Column;
import calorimeter.lab.store.RunRow;
import calorimeter.lab.store.RunSeries;
import calorimeter.lab.store.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvWriterTest {

    @TempDir
    Path folder;

    private static RunSeries series(double[]... rows) {
        List<Column> columns = List.of(new Column("loss", "L", "nat", "d"), new Column("odd, \"name\"", "o", "", "d"));
        List<RunRow> all = new ArrayList<>();
        for (double[] row : rows) {
            all.add(new RunRow(10L * all.size(), all.size() / 4.0, row));
        }
        return new RunSeries("a-run", columns, all);
    }

    @Test
    void rowsAreWrittenInFullPrecision() {
        Path file = folder.resolve("run.csv");
        CsvWriter.write(
                file,
                series(
                        new double[] {0.1 + 0.2, Double.MIN_VALUE},
                        new double[] {Double.NaN, Double.NEGATIVE_INFINITY},
                        new double[] {-0.0, 1e22}));
        assertThat(file).hasContent("""
                step,wall_seconds,loss,"odd, ""name""\"
                0,0.0,0.30000000000000004,4.9E-324
                10,0.25,NaN,-Infinity
                20,0.5,-0.0,1.0E22
                """);
    }

    @Test
    void whatIsReadBackIsTheSameDouble() throws Exception {
        double[] value = {Math.PI / 3e-7, Math.nextUp(1.0)};
        Path file = folder.resolve("run.csv");
        CsvWriter.write(file, series(value));
        String[] fields = Files.readAllLines(file).get(1).split(",", -1);
        assertThat(Double.parseDouble(fields[2])).isEqualTo(value[0]);
        assertThat(Double.parseDouble(fields[3])).isEqualTo(value[1]);
    }

    @Test
    void aFolderThatIsNotThere() {
        Path file = folder.resolve("none").resolve("run.csv");
        assertThatThrownBy(() -> CsvWriter.write(file, series()))
                .isInstanceOf(StoreException.class)
                .hasMessage("cannot write " + file + ": there is no such file or folder; check the path");
    }
}
