// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.source.ModelException;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The child process. Its temporary files, among them the libraries of the runtime and what a crash leaves,
/// lie in a folder that goes with it.
final class OnnxChild implements AutoCloseable {

    /// Exit statuses above this are signals.
    private static final int FAULT = 128;

    private static final String CRASH = "crash.log";
    private static final Pattern SIGNAL = Pattern.compile("SIG[A-Z]+");
    private static final long PATIENCE_SECONDS = 10;

    private final Path model;
    private final Path folder;
    private final Process process;
    private final ReadableByteChannel in;
    private boolean ended;

    /// Ends the child when this program is interrupted.
    private final Thread last = new Thread(this::end);

    interface Request {
        void write(DataOutputStream out) throws IOException;
    }

    private OnnxChild(Path model, Path folder, Process process) {
        this.model = model;
        this.folder = folder;
        this.process = process;
        in = Channels.newChannel(process.getInputStream());
        Runtime.getRuntime().addShutdownHook(last);
    }

    static OnnxChild start(OnnxFile model) {
        try {
            Path folder = Files.createTempDirectory("calorimeter-onnx");
            List<String> arguments = new ArrayList<>(List.of(
                    "-XX:-CreateCoredumpOnCrash",
                    "-XX:ErrorFile=" + folder.resolve(CRASH),
                    "-Djava.io.tmpdir=" + folder));
            arguments.addAll(model.command().subList(1, model.command().size()));
            // ONNX Runtime 1.29 reads the command line of its process, and crashes when that is longer than 4096 bytes.
            Path file = folder.resolve("arguments");
            Files.write(file, arguments.stream().map(OnnxChild::quoted).toList());
            return new OnnxChild(
                    model.file(),
                    folder,
                    new ProcessBuilder(model.command().getFirst(), "@" + file)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start());
        } catch (IOException e) {
            throw new ModelException("cannot start the process that runs " + model.file() + ": " + e.getMessage(), e);
        }
    }

    /// As files of arguments have it.
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    void send(Request request) {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()))) {
            request.write(out);
        } catch (IOException e) {
            throw crash();
        }
    }

    /// What follows the frame that has to come.
    ByteBuffer expect(int frame, int bytes) {
        if (!next(frame)) {
            throw crash();
        }
        return bytes(bytes, FrameWriter.room(bytes));
    }

    /// Reads the beginning of a frame.
    ///
    /// @return false when the child is done
    /// @throws ModelException when it has failed instead
    boolean next(int frame) {
        if (ended) {
            return false;
        }
        int kind = bytes(Integer.BYTES, FrameWriter.room(Integer.BYTES)).getInt();
        if (kind == frame) {
            return true;
        }
        ended = true;
        if (kind == Frames.DONE) {
            return false;
        }
        throw kind == Frames.FAILURE ? new ModelException(model + ": " + text()) : crash();
    }

    String text() {
        int length = bytes(Integer.BYTES, FrameWriter.room(Integer.BYTES)).getInt();
        return StandardCharsets.UTF_8
                .decode(bytes(length, FrameWriter.room(length)))
                .toString();
    }

    /// The next bytes, in `room` if they fit.
    ByteBuffer bytes(int count, ByteBuffer room) {
        ByteBuffer buffer = room.capacity() >= count ? room.clear().limit(count) : FrameWriter.room(count);
        try {
            while (buffer.hasRemaining()) {
                if (in.read(buffer) < 0) {
                    throw crash();
                }
            }
        } catch (IOException e) {
            throw crash();
        }
        return buffer.flip();
    }

    private ModelException crash() {
        ended = true;
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            int status = process.waitFor();
            String cause = status > FAULT ? "signal " + (status - FAULT) : "exit status " + status;
            return new ModelException("ONNX Runtime crashed on " + model + " (" + signal().orElse(cause)
                    + "): the file is malformed, or asks for more memory than there is");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new ModelException("the scan of " + model + " was interrupted", e);
        }
    }

    /// The signal that the JVM has written down.
    private Optional<String> signal() {
        try {
            return SIGNAL.matcher(Files.readString(folder.resolve(CRASH)))
                    .results()
                    .map(MatchResult::group)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(last);
        } catch (IllegalStateException e) {
            // It is already running.
        }
        end();
    }

    private void end() {
        process.destroyForcibly();
        try (Stream<Path> files = Files.walk(folder)) {
            process.waitFor();
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // The system clears its temporary folder.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
