// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import calorimeter.scan.measure.ScanResult;
import calorimeter.scan.source.ModelException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
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

    /// What an answer is made of.
    private static final String ANSWERS = "maxdepth=12;maxarray=10000000;calorimeter.scan.measure.*;"
            + "calorimeter.scan.source.AttentionShape;calorimeter.physics.attention.*;java.lang.String;!*";

    private final Path model;
    private final Path folder;
    private final Process process;

    /// Ends the child when this program is interrupted.
    private final Thread last = new Thread(this::end);

    private OnnxChild(Path model, Path folder, Process process) {
        this.model = model;
        this.folder = folder;
        this.process = process;
        Runtime.getRuntime().addShutdownHook(last);
    }

    static OnnxChild start(OnnxFile model) {
        try {
            Path folder = Files.createTempDirectory("calorimeter-onnx");
            try {
                return start(model, folder);
            } catch (IOException e) {
                delete(folder);
                throw e;
            }
        } catch (IOException e) {
            throw new ModelException("cannot start the process that runs " + model.file() + ": " + e.getMessage(), e);
        }
    }

    private static OnnxChild start(OnnxFile model, Path folder) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve(CRASH), "-Djava.io.tmpdir=" + folder));
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
    }

    /// As files of arguments have it.
    private static String quoted(String argument) {
        return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    void send(OnnxRequest request) {
        try (ObjectOutputStream out = new ObjectOutputStream(process.getOutputStream())) {
            out.writeObject(request);
        } catch (IOException e) {
            throw crash();
        }
    }

    /// Waits for the answer.
    ///
    /// @throws ModelException when there is none but a reason
    OnnxFile.Scan answer() {
        Object answer;
        try {
            ObjectInputStream in = new ObjectInputStream(new BufferedInputStream(process.getInputStream()));
            // What has read a malformed model is not believed: it may name no other classes.
            in.setObjectInputFilter(ObjectInputFilter.Config.createFilter(ANSWERS));
            answer = in.readObject();
            if (answer instanceof String[] notes) {
                return new OnnxFile.Scan(ScanResult.read(in), List.of(notes));
            }
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            throw crash();
        }
        throw new ModelException(model + ": " + answer);
    }

    private ModelException crash() {
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
        try {
            process.waitFor();
            delete(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // The system clears its temporary folder.
        }
    }
}
