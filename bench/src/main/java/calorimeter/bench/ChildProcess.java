package calorimeter.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/// Programs that run to their end, and what is done at the end of any other.
final class ChildProcess {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private ChildProcess() {}

    /// Runs a command to its end, its output into a log.
    ///
    /// @param what begins the message of a failure, which ends with the last line of the log
    /// @param look is called with the id of the process every few milliseconds
    /// @throws PeerException when it cannot start, takes longer than it may, or fails
    static void run(
            String what,
            List<String> command,
            Map<String, String> environment,
            Path log,
            Duration patience,
            LongConsumer look) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long end = System.nanoTime() + patience.toNanos();
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                do {
                    look.accept(process.pid());
                    if (System.nanoTime() > end) {
                        throw new PeerException(what + " within " + patience.toMinutes() + " minutes");
                    }
                } while (!process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS));
            } finally {
                destroy(process); // too late or interrupted: nothing goes on by itself
            }
            if (process.exitValue() != 0) {
                throw new PeerException(what + ": " + lastWords(log));
            }
        } catch (IOException e) {
            throw new PeerException(what + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException(what + ": interrupted");
        }
    }

    /// Ends a process with the processes that it has started: compilers of torch.compile, the pip of a new
    /// virtual environment. Does nothing when they have ended.
    static void destroy(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    /// Returns the last line of a log that is not blank, which usually tells why the program failed; the empty
    /// text if there is none.
    static String lastWords(Path log) {
        try {
            List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("WARNING: Using incubator modules"))
                    .toList();
            return lines.isEmpty() ? "" : lines.getLast().strip();
        } catch (IOException e) {
            return "";
        }
    }
}
