// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.scan;

import calorimeter.app.cli.command.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// Models in the order of training: by the last number in their names.
final class ModelSeries {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

    private ModelSeries() {}

    /// @param arguments paths; the last part of one may be a pattern, as in `run/step*`
    static List<Path> of(List<String> arguments) {
        List<Path> models = new ArrayList<>();
        for (String argument : arguments) {
            models.addAll(matches(argument));
        }
        if (models.size() > 1) {
            for (Path model : models) {
                if (step(model).isEmpty()) {
                    throw new BadInputException(
                            "the name of " + model + " has no number, by which several models could be ordered");
                }
            }
            models.sort(Comparator.comparingLong(model -> step(model).orElse(0)));
        }
        return models;
    }

    /// The last number in a model's name.
    static OptionalLong step(Path model) {
        return NUMBER.matcher(model.getFileName().toString())
                .results()
                .map(MatchResult::group)
                .mapToLong(Long::parseLong)
                .reduce((first, last) -> last);
    }

    private static List<Path> matches(String argument) {
        Path path = Path.of(argument);
        String last = path.getFileName() == null ? "" : path.getFileName().toString();
        if (Files.exists(path) || !(last.contains("*") || last.contains("?"))) {
            return List.of(path);
        }
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, last)) {
            matching.forEach(found::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + folder, e);
        }
        if (found.isEmpty()) {
            throw new BadInputException("nothing matches " + argument);
        }
        return found;
    }
}
