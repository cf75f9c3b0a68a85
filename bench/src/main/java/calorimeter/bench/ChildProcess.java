// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Programs that run to their end, with the memory they took, and what is done at the end of any other.
public final class ChildProcess {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final Duration LONGEST_TRAINING = Duration.ofHours(6);

    /// The largest resident set so far, as Linux tells it in /proc/PID/status.
    private static final String PEAK = "VmHWM:";

    private ChildProcess() {}

    /// Runs a training to its end, its output into a log, and returns its largest resident set in bytes. It only
    /// grows, so looking often until the end misses at most what the last milliseconds add.
    ///
    /// @throws PeerException when the system does not tell, or the command fails
    public static long peakMemory(List<String> command, Map<String, String> environment, Path log) {
        long most = run("the training failed", command, environment, log, LONGEST_TRAINING);
        if (most == 0) {
            throw new PeerException("this system has no /proc/PID/status");
        }
        return most;
    }

    /// Runs a command to its end, its output into a log, and returns its largest resident set in bytes; 0 where the
    /// system does not tell.
    ///
    /// @param what begins the message of a failure, which ends with the last line of the log
    /// @throws PeerException when it cannot start, takes longer than it may, or fails
    static long run(String what, List<String> command, Map<String, String> environment, Path log, Duration patience) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        long end = System.nanoTime() + patience.toNanos();
        long memory = 0;
        try {
            Process process = builder.start();
            try {
                process.getOutputStream().close();
                do {
                    memory = Math.max(memory, peakMemory(process.pid()));
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
            return memory;
        } catch (IOException e) {
            throw new PeerException(what + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException(what + ": interrupted");
        }
    }

    /// Returns 0 when it is not told, as before the first and after the last instruction.
    private static long peakMemory(long pid) {
        try {
            return peakMemory(Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException e) {
            return 0;
        }
    }

    static long peakMemory(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(PEAK))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
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
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("WARNING: Using incubator modules"))
                    .reduce("", (before, line) -> line.strip());
        } catch (IOException e) {
            return "";
        }
    }
}
