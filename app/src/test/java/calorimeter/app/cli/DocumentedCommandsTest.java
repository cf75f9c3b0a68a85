// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.app.cli.Terminal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.ParameterException;

/// Commands that README and the manual show: their options exist, and what `train` is told makes a run.
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..");

    /// A line of its own in a block.
    private static final Pattern COMMAND = Pattern.compile("^\\./calorimeter (.+)$", Pattern.MULTILINE);

    /// In quotes, or without a space.
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    @TempDir
    Path home;

    static Stream<String> commands() throws IOException {
        List<String> commands = new ArrayList<>();
        for (String document : List.of("README.md", "docs/manual.md", "docs/python.md")) {
            COMMAND.matcher(Files.readString(ROOT.resolve(document)))
                    .results()
                    .forEach(command -> commands.add(command.group(1).replaceAll(" [>#].*", "")));
        }
        assertThat(commands).hasSizeGreaterThan(40);
        return commands.stream().distinct();
    }

    private static List<String> words(String command) {
        return new ArrayList<>(WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void areUnderstood(String command) {
        new Terminal(home).parse(words(command).toArray(String[]::new));
    }

    /// Those that need no file and no images.
    static Stream<String> trainings() throws IOException {
        List<String> trainings = commands()
                .filter(command -> words(command).getFirst().equals("train"))
                .filter(command -> Stream.of("--config", "--task", "--from", "--resume", "--data", "tanaka")
                        .noneMatch(words(command)::contains))
                .toList();
        assertThat(trainings).hasSizeGreaterThan(3);
        return trainings.stream();
    }

    /// What a run would be is found out without making it.
    @ParameterizedTest
    @MethodSource("trainings")
    void makeRuns(String command) {
        List<String> words = words(command);
        words.remove("--show-settings");
        words.add("--show-settings");

        Outcome outcome = new Terminal(home).run(words.toArray(String[]::new));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
    }

    /// With --help, picocli forgives what it does not know.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "report --bogus",
                "runs list --bogus",
                "ensemble 0,1 --beta x",
                "sweep --sample x",
                "data list --bogus",
                "bogus"
            })
    void othersAreNot(String command) {
        assertThatThrownBy(() -> new Terminal(home).parse(words(command).toArray(String[]::new)))
                .isInstanceOf(ParameterException.class);
    }
}
