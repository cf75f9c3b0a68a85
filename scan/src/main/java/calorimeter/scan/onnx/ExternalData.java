// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/// Weights that an ONNX file keeps in other files. They must lie in the folder of the model, also after
/// links are followed: a file may not make this program read what its owner did not put beside it.
final class ExternalData {

    private ExternalData() {}

    /// @throws ModelException when a file is missing, too short, or lies elsewhere
    static void check(ModelGraph graph, Path model) {
        for (GraphTensor tensor : graph.tensors()) {
            if (tensor.external() != null) {
                check(tensor.name(), tensor.external(), model);
            }
        }
    }

    private static void check(String tensor, Map<String, String> entry, Path model) {
        String location = entry.getOrDefault("location", "");
        String thing = "the tensor " + tensor + " has its data in '" + location + "'";
        try {
            Path absolute = model.toAbsolutePath();
            Path folder = absolute.resolveSibling("").normalize();
            Path file = absolute.resolveSibling(location).normalize();
            boolean inside = !location.isEmpty() && file.startsWith(folder);
            if (inside && !Files.isRegularFile(file)) {
                throw new ModelException(thing + ", which is missing beside the model");
            }
            if (!inside || !file.toRealPath().startsWith(folder.toRealPath())) {
                throw new ModelException(thing + ", outside the model's folder; copy it there to scan the model");
            }
            long offset = number(thing, entry, "offset", 0);
            long length = number(thing, entry, "length", 0);
            if (offset > Files.size(file) - length) {
                throw new ModelException(thing + " up to byte " + (offset + length) + " but that file has only "
                        + Files.size(file) + ": it is truncated");
            }
        } catch (IOException | InvalidPathException e) {
            throw new ModelException(thing + ", which cannot be read: " + e.getMessage(), e);
        }
    }

    private static long number(String thing, Map<String, String> entry, String key, long otherwise) {
        String text = entry.get(key);
        if (text == null) {
            return otherwise;
        }
        if (!text.matches("[0-9]{1,18}")) {
            throw new ModelException(thing + " with the " + key + " '" + text + "', which is no number of bytes");
        }
        return Long.parseLong(text);
    }
}
