// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import ai.onnxruntime.OrtException;
import calorimeter.scan.measure.ScanResult;
import calorimeter.scan.source.ModelException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.lang.foreign.Arena;
import java.nio.file.Path;

/// The child process in which ONNX Runtime runs, since malformed models have crashed it. [OnnxRequest] says
/// what it reads and writes.
public final class OnnxWorker {

    private static final int LONGEST_MESSAGE = 600;

    private OnnxWorker() {}

    /// Runs one request and ends.
    public static void main(String[] arguments) throws Exception {
        try (ObjectOutputStream out =
                new ObjectOutputStream(new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)))) {
            // Nothing else may stand between objects.
            System.setOut(System.err);
            try {
                run((OnnxRequest) new ObjectInputStream(System.in).readObject(), out);
            } catch (ModelException e) {
                out.writeObject(line(e));
            } catch (OrtException e) {
                out.writeObject("ONNX Runtime refuses it: " + line(e));
            } catch (OutOfMemoryError e) {
                out.writeObject("it does not fit into memory (" + e.getMessage() + ")");
            } catch (LinkageError e) {
                Throwable cause = e.getCause();
                out.writeObject(
                        "ONNX Runtime cannot be loaded on this machine (" + line(cause == null ? e : cause) + ")");
            } catch (StackOverflowError | RuntimeException e) {
                out.writeObject("its graph cannot be read (" + line(e) + ")");
            }
        }
        // Threads of the runtime would keep the process alive.
        System.exit(0);
    }

    private static void run(OnnxRequest request, ObjectOutputStream out) throws IOException, OrtException {
        Path file = Path.of(request.file());
        try (Arena arena = Arena.ofShared()) {
            ModelGraph graph = ModelGraph.read(file, arena);
            ExternalData.check(graph, file);
            AttentionGraph attention = new AttentionGraph(graph);
            ScanResult result = new OnnxRun(request, graph, attention).measure();
            out.writeObject(ConfigNotes.of(file, attention).toArray(String[]::new));
            result.write(out);
        }
    }

    private static String line(Throwable e) {
        String text = (e instanceof ModelException || e instanceof OrtException
                        ? String.valueOf(e.getMessage())
                        : e.toString())
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() > LONGEST_MESSAGE ? text.substring(0, LONGEST_MESSAGE) + "…" : text;
    }
}
