// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.models;

import calorimeter.app.cli.command.BadInputException;
import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.LiveLine;
import calorimeter.lab.text.NearestNames;
import calorimeter.scan.catalogue.KnownModel;
import calorimeter.scan.catalogue.ModelLibrary;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `calorimeter models get NAME`.
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        description = "Fetch a model from Maven Central and check it against the hash that is known here.")
final class ModelsGetCommand extends ResultCommand {

    @Parameters(paramLabel = "NAME", description = "One that `calorimeter models list` shows.")
    @SuppressWarnings("NullAway.Init") // picocli fills it in
    private String name;

    ModelsGetCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        List<String> names = KnownModel.ALL.stream().map(KnownModel::name).toList();
        KnownModel model = KnownModel.named(name)
                .orElseThrow(() -> new BadInputException("there is no model '" + name + "'"
                        + NearestNames.advice(name, names, "`calorimeter models list` shows what there is")));
        LiveLine line = new LiveLine(context);
        Path file = ModelLibrary.in(context.home())
                .fetch(
                        model,
                        bytes -> line.draw(
                                model.name() + "  " + bytes / 1_000_000 + " of " + model.bytes() / 1_000_000 + " MB"));
        line.clear();
        print(() -> Json.object().put("model", file.toString()), () -> file + "\n");
        return 0;
    }
}
