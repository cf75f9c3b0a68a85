// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import ai.onnxruntime.OrtException;
import calorimeter.scan.source.ModelException;
import java.io.DataInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The child process in which ONNX Runtime runs, since malformed models have crashed it. [Frames] says what
/// it reads and writes.
public final class OnnxWorker {

    private static final int LONGEST_MESSAGE = 600;

    private OnnxWorker() {}

    /// Runs one request and ends.
    public static void main(String[] arguments) throws IOException {
        FrameWriter out = new FrameWriter(new FileOutputStream(FileDescriptor.out).getChannel());
        // Nothing else may stand between frames.
        System.setOut(System.err);
        try {
            run(new DataInputStream(System.in), out);
            out.done();
        } catch (ModelException e) {
            out.failure(line(e));
        } catch (OrtException e) {
            out.failure("ONNX Runtime refuses it: " + line(e));
        } catch (OutOfMemoryError e) {
            out.failure("it does not fit into memory (" + e.getMessage() + ")");
        } catch (StackOverflowError | RuntimeException e) {
            out.failure("its graph cannot be read (" + line(e) + ")");
        }
        // Threads of the runtime would keep the process alive.
        System.exit(0);
    }

    private static void run(DataInputStream in, FrameWriter out) throws IOException, OrtException {
        Path file = Path.of(in.readUTF());
        int threads = in.readInt();
        long memory = in.readLong();
        List<int[]> prompts = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            int[] tokens = new int[in.readInt()];
            for (int i = 0; i < tokens.length; i++) {
                tokens[i] = in.readInt();
            }
            prompts.add(tokens);
        }
        try (Arena arena = Arena.ofShared()) {
            ModelGraph graph = ModelGraph.read(file, arena);
            ExternalData.check(graph, file);
            new OnnxRun(file, graph, new AttentionGraph(graph), prompts, threads, memory).run(out);
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
