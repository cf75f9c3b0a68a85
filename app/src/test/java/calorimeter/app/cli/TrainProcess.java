// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import calorimeter.engine.kernel.Kernels;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// `calorimeter` in a process of its own, to be killed.
///
/// It starts fast rather than computes fast: first compiler only, and the scalar kernel, which has the same
/// bits and needs no optimiser.
public final class TrainProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader errors;

    private TrainProcess(Process process) {
        this.process = process;
        errors = new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    }

    public static TrainProcess start(Path home, String... arguments) throws IOException {
        return new TrainProcess(builder(home, arguments).start());
    }

    /// @param data what `CALORIMETER_DATA` says
    public static TrainProcess startWithData(Path home, Path data, String... arguments) throws IOException {
        ProcessBuilder builder = builder(home, arguments);
        builder.environment().put("CALORIMETER_DATA", data.toString());
        return new TrainProcess(builder.start());
    }

    /// @param environment variables that are added
    public static TrainProcess startWith(Path home, Map<String, String> environment, String... arguments)
            throws IOException {
        ProcessBuilder builder = builder(home, arguments);
        builder.environment().putAll(environment);
        return new TrainProcess(builder.start());
    }

    /// What starts the program, without its arguments.
    public static List<String> command() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-D" + Kernels.PROPERTY + "=scalar",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
    }

    private static ProcessBuilder builder(Path home, String... arguments) {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CALORIMETER_HOME", home.toString());
        builder.environment().remove("CALORIMETER_DATA"); // data sets lie in the home
        return builder;
    }

    /// Waits until it has begun or resumed a run; returns its name, or null if the process ended before that.
    @Nullable
    public String awaitRun() {
        String line = awaitLine("training ", "resuming ");
        return line == null ? null : line.substring(line.indexOf(' ') + 1);
    }

    /// Waits until it says something that begins like one of these; null if the process ended before that.
    @Nullable
    public String awaitLine(String... beginnings) {
        try {
            String line = errors.readLine();
            while (line != null) {
                if (Arrays.stream(beginnings).anyMatch(line::startsWith)) {
                    return line;
                }
                line = errors.readLine();
            }
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether it ended by itself within that time.
    public boolean endsWithin(long milliseconds) throws InterruptedException {
        return process.waitFor(milliseconds, TimeUnit.MILLISECONDS);
    }

    /// Waits until it ends by itself; returns what it still says.
    public List<String> awaitEnd() throws InterruptedException {
        List<String> lines = errors.lines().toList();
        process.waitFor();
        return lines;
    }

    /// SIGKILL.
    public void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /// SIGTERM; returns what it still says. By the handle, since a [Process] that destroys closes the streams
    /// too.
    public List<String> terminate() throws InterruptedException {
        process.toHandle().destroy();
        List<String> lines = errors.lines().toList();
        process.waitFor();
        return lines;
    }

    public int exitStatus() {
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
