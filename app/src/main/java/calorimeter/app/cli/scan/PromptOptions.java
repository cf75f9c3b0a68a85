// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.scan;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.scan.source.Prompt;
import calorimeter.scan.text.Prompts;
import calorimeter.scan.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What a model reads.
final class PromptOptions {

    @Option(names = "--text", paramLabel = "FILE", description = "Prompts, one a line, in UTF-8.")
    private @Nullable Path text;

    @Option(
            names = "--ids",
            paramLabel = "FILE",
            description = "Prompts as token numbers: a .json file of lists, or a .npy array [prompts, tokens].")
    private @Nullable Path ids;

    @Option(
            names = "--tokenizer",
            paramLabel = "FILE",
            description = "Of an ONNX file: its tokenizer.json. Default: the one beside it.")
    private @Nullable Path tokenizer;

    @Option(
            names = "--contrast",
            paramLabel = "FILE",
            description = "Other prompts, in a file of the same kind: how do heads differ on them?")
    private @Nullable Path contrast;

    @Option(names = "--no-special", description = "Leave out tokens that the model expects around a text.")
    private boolean noSpecial;

    /// The files that are read.
    List<String> names() {
        return Stream.of(text, ids, contrast)
                .filter(Objects::nonNull)
                .map(Path::toString)
                .toList();
    }

    boolean contrasts() {
        return contrast != null;
    }

    /// @param what takes no prompts, as the beginning of a sentence
    void requireNone(String what) {
        if (text != null || ids != null || contrast != null) {
            throw new BadInputException(what + "; --text, --ids and --contrast are for model folders and ONNX files");
        }
    }

    /// @param standard place of the tokenizer unless another is given
    List<Prompt> prompts(Path standard) {
        Path given = text != null ? text : ids;
        if (given == null || (text != null && ids != null)) {
            throw new BadInputException("a scan needs prompts: give either --text FILE or --ids FILE");
        }
        return read(standard, given);
    }

    Optional<List<Prompt>> others(Path standard) {
        return Optional.ofNullable(contrast).map(file -> read(standard, file));
    }

    private List<Prompt> read(Path standard, Path file) {
        if (ids != null) {
            return Prompts.ofNumbers(file);
        }
        try (Tokenizer reader = Tokenizer.open(tokenizer == null ? standard : tokenizer, !noSpecial)) {
            return Prompts.ofLines(file, reader);
        }
    }
}
