// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.scan;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.lab.store.Failures;
import calorimeter.scan.page.ScannedModel;
import calorimeter.scan.source.AttentionShape;
import java.io.IOException;
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
            for (int i = 1; i < models.size(); i++) {
                if (step(models.get(i)).equals(step(models.get(i - 1)))) {
                    throw new BadInputException(models.get(i - 1) + " and " + models.get(i)
                            + " end with the same number, by which a series is ordered");
                }
            }
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

    /// Heads of a series are compared one by one.
    static void requireAlike(List<ScannedModel> scanned) {
        AttentionShape first = scanned.getFirst().result().shape();
        AttentionShape last = scanned.getLast().result().shape();
        if (first.layers() != last.layers() || first.heads() != last.heads()) {
            throw new BadInputException(scanned.getLast().model() + " has " + last.layers() + " layers of "
                    + last.heads() + " heads but " + scanned.getFirst().model() + " has " + first.layers() + " of "
                    + first.heads() + "; a series is of one model");
        }
    }

    private static List<Path> matches(String argument) {
        Path path = Path.of(argument);
        String last = path.getFileName() == null ? "" : path.getFileName().toString();
        if (Files.exists(path) || !(last.contains("*") || last.contains("?"))) {
            return List.of(path);
        }
        Path folder = path.getParent() == null ? Path.of("") : path.getParent();
        List<Path> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            throw new BadInputException("nothing matches " + argument + ": there is no folder " + folder);
        }
        try (DirectoryStream<Path> matching = Files.newDirectoryStream(folder, last)) {
            matching.forEach(found::add);
        } catch (IOException e) {
            throw new BadInputException("cannot list " + folder + ": " + Failures.ofReading(e));
        }
        if (found.isEmpty()) {
            throw new BadInputException("nothing matches " + argument);
        }
        return found;
    }
}
