// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.ModelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A model as an ONNX file.
///
/// @param command starts this program's JVM with [OnnxWorker]
public record OnnxFile(Path file, List<String> command) {

    public OnnxFile {
        command = List.copyOf(command);
    }

    /// Starts ONNX Runtime on some prompts.
    ///
    /// @param memory bytes that scores may take; a model whose scores do not fit is run several times
    /// @throws ModelException when the file is no ONNX file, has no attention that is known, or fails on
    ///     the first tokens
    public OnnxAttention on(List<int[]> prompts, int threads, long memory) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        if (prompts.isEmpty()) {
            throw new ModelException("there is no prompt to run " + file + " on");
        }
        return new OnnxAttention(this, prompts, threads, memory);
    }
}
