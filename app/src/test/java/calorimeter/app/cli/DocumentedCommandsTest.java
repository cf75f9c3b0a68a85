package calorimeter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

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

    @ParameterizedTest
    @MethodSource("commands")
    void areUnderstood(String command) {
        List<String> words = new ArrayList<>(WORD.matcher(command)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .toList());
        boolean makesARun = words.getFirst().equals("train")
                && Stream.of("--config", "--task", "--from", "--resume", "--data", "tanaka")
                        .noneMatch(words::contains);
        words.remove("--show-settings");
        words.add(makesARun ? "--show-settings" : "--help");

        Outcome outcome = new Terminal(home).run(words.toArray(String[]::new));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.status()).isZero();
    }
}
