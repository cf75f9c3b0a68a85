// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.measure.ScanResult;
import calorimeter.scan.source.ModelException;
import calorimeter.scan.source.Prompt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// A model as an ONNX file.
///
/// @param command starts this program's JVM with [OnnxWorker]
public record OnnxFile(Path file, List<String> command) {

    /// What was measured.
    ///
    /// @param notes what the user should know, a sentence each
    public record Scan(ScanResult result, List<String> notes) {}

    public OnnxFile {
        command = List.copyOf(command);
    }

    /// Runs the model on some prompts and measures its heads, in another process.
    ///
    /// @param memory bytes that scores may take; a model whose scores do not fit is run several times
    /// @throws ModelException when the file is no ONNX file, has no attention that is known or one that
    ///     does not agree with the model's own softmax, or fails on a prompt
    public Scan scan(List<Prompt> prompts, int threads, long memory) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(file + (Files.exists(file) ? " is not a file" : " does not exist"));
        }
        if (prompts.isEmpty()) {
            throw new ModelException("there is no prompt to run " + file + " on");
        }
        try (OnnxChild child = OnnxChild.start(this)) {
            child.send(new OnnxRequest(file.toAbsolutePath().toString(), threads, memory, prompts));
            return child.answer();
        }
    }
}
