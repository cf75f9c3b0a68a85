// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.train;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ProgramVersion;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainProgressTest {

    private static final List<String> COLUMNS = List.of("train.loss", "test.loss", "train.accuracy", "test.accuracy");

    /// The first line that is drawn at this step, with the row of another.
    private static String line(long row, long step) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        CommandContext context = new CommandContext(
                () -> Path.of("nowhere"),
                InputStream.nullInputStream(),
                stream,
                stream,
                false,
                false,
                new ProgramVersion("0", ""));
        TrainParameters parameters = TrainParameters.of("nanda", SettingValues.ofPreset(Presets.NANDA.key()));
        TrainProgress progress = new TrainProgress(context, parameters, COLUMNS);
        progress.row(row, new double[] {0.722, 0.753, 0.742, 0.735});
        progress.step(step);
        progress.end();
        return err.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void numbersOfAnEarlierRowSayOfWhichStepTheyAre() {
        assertThat(line(151, 199))
                .startsWith("step 199/")
                .endsWith("loss 0.722|0.753  acc 0.742|0.735  (measured at step 151)");
        assertThat(line(151, 151)).startsWith("step 151/").endsWith("loss 0.722|0.753  acc 0.742|0.735");
        assertThat(line(151, 199)).doesNotContain("at most");
    }
}
