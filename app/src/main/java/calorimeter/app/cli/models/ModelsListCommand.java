// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.models;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.scan.catalogue.KnownModel;
import calorimeter.scan.catalogue.ModelLibrary;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.file.Path;
import picocli.CommandLine.Command;

/// `calorimeter models list`.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the models that can be fetched, and where those are that have been.")
final class ModelsListCommand extends ResultCommand {

    ModelsListCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        ModelLibrary library = ModelLibrary.in(context.home());
        print(() -> json(library), () -> text(library));
        return 0;
    }

    private static JsonNode json(ModelLibrary library) {
        ArrayNode array = Json.array();
        for (KnownModel model : KnownModel.ALL) {
            array.addObject()
                    .put("name", model.name())
                    .put("bytes", model.bytes())
                    .put("sha256", model.sha256())
                    .put("file", library.find(model).map(Path::toString).orElse(null));
        }
        return array;
    }

    private static String text(ModelLibrary library) {
        TextTable table = new TextTable("model", ">download", "where");
        for (KnownModel model : KnownModel.ALL) {
            table.row(
                    model.name(),
                    model.bytes() / 1_000_000 + " MB",
                    library.find(model)
                            .map(Path::toString)
                            .orElse("not fetched: calorimeter models get " + model.name()));
        }
        return table.toString();
    }
}
