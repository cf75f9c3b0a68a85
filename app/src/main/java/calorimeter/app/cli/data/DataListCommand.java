// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.data;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.engine.data.image.DataFolders;
import calorimeter.engine.data.image.ImageSource;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import picocli.CommandLine.Command;

/// `calorimeter data list`.
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "List the image data sets: which were found and are whole, and how to get the others.",
        footer = {
            "",
            "Each is looked for in the folder of its name in " + DataFolders.VARIABLE + ", in `data` of"
                    + " CALORIMETER_HOME, in the system's folder for data sets."
        })
final class DataListCommand extends ResultCommand {

    private final Supplier<DataFolders> standard;

    /// @param standard asked only when needed, since it fails if the environment names no usable place
    DataListCommand(CommandContext context, Supplier<DataFolders> standard) {
        super(context);
        this.standard = standard;
    }

    @Override
    public Integer call() {
        DataFolders folders = standard.get();
        List<ExaminedData> all = Arrays.stream(ImageSource.values())
                .map(source -> ExaminedData.of(source, folders))
                .toList();
        print(() -> json(all), () -> text(all));
        return 0;
    }

    private static JsonNode json(List<ExaminedData> all) {
        ArrayNode array = Json.array();
        all.forEach(data -> array.add(data.json()));
        return array;
    }

    private static String text(List<ExaminedData> all) {
        TextTable table = new TextTable("data set", "images of", ">classes", ">training", ">test", "state", "where");
        all.forEach(data -> data.addTo(table));
        StringBuilder text = new StringBuilder(table.toString());
        all.forEach(data -> text.append(data.note()));
        return text.toString();
    }
}
