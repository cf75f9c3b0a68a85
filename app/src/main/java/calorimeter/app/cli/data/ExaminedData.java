// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.data;

import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.engine.data.image.DataException;
import calorimeter.engine.data.image.DataFolders;
import calorimeter.engine.data.image.ImageCount;
import calorimeter.engine.data.image.ImageFiles;
import calorimeter.engine.data.image.ImageSource;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What was found of a data set: a folder with so many images, a folder with a problem, or nothing.
///
/// @param count null if there is no folder or a problem
/// @param advice how to get the data set
record ExaminedData(
        ImageSource source,
        @Nullable Path folder,
        @Nullable ImageCount count,
        @Nullable String problem,
        String advice) {

    static ExaminedData of(ImageSource source, DataFolders folders) {
        Path folder = folders.find(source).orElse(null);
        String advice = folders.advice(source);
        try {
            ImageCount count = folder == null ? null : ImageFiles.count(source, folder);
            return new ExaminedData(source, folder, count, null, advice);
        } catch (DataException e) {
            return new ExaminedData(source, folder, null, e.getMessage(), advice);
        }
    }

    private String state() {
        return folder == null ? "missing" : count == null ? "damaged" : "found";
    }

    void addTo(TextTable table) {
        table.row(
                source.text(),
                source.height() + " × " + source.width() + " × " + source.channels(),
                source.classes(),
                count == null ? "-" : count.train(),
                count == null ? "-" : count.test(),
                state(),
                folder == null ? "" : folder);
    }

    /// What is wrong and what to do, a line each that is ended, or nothing.
    String note() {
        String damage = problem == null ? "" : "\ndamaged: " + problem + "\n";
        return count != null ? "" : damage + "\nTo get " + source.title() + ", " + advice + "\n";
    }

    ObjectNode json() {
        ObjectNode json = Json.object()
                .put("name", source.text())
                .put("title", source.title())
                .put("height", source.height())
                .put("width", source.width())
                .put("channels", source.channels())
                .put("classes", source.classes())
                .put("state", state())
                .put("folder", folder == null ? null : folder.toString())
                .put("train_images", count == null ? null : count.train())
                .put("test_images", count == null ? null : count.test());
        return json.put("problem", problem).put("how_to_get", advice);
    }
}
