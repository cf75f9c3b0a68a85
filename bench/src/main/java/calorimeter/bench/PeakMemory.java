package calorimeter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// The largest resident set of a process, as Linux counts it (VmHWM of /proc/PID/status). It only grows, so
/// looking often until the end misses at most what the last milliseconds add.
public final class PeakMemory {

    private static final long MILLISECONDS_BETWEEN_LOOKS = 5;
    private static final String FIELD = "VmHWM:";

    private PeakMemory() {}

    /// Runs a command to its end.
    ///
    /// @return bytes
    /// @throws PeerException when the system does not tell, or the command fails
    public static long of(List<String> command, Map<String, String> environment, Path log) {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        try {
            return watch(builder.start(), log);
        } catch (IOException e) {
            throw new PeerException(command.getFirst() + " cannot be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PeerException("interrupted");
        }
    }

    private static long watch(Process process, Path log) throws InterruptedException {
        long most = 0;
        try {
            do {
                most = Math.max(most, read(Path.of("/proc", Long.toString(process.pid()), "status")));
            } while (!process.waitFor(MILLISECONDS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS));
        } finally {
            process.destroy(); // an interrupted benchmark leaves no training behind
        }
        if (process.exitValue() != 0) {
            throw new PeerException("the training ended with status " + process.exitValue() + ": " + LastLine.of(log));
        }
        if (most == 0) {
            throw new PeerException("this system has no /proc/PID/status");
        }
        return most;
    }

    /// 0 when it is not told, as before the first and after the last instruction.
    private static long read(Path status) {
        try {
            return parse(Files.readAllLines(status));
        } catch (IOException e) {
            return 0;
        }
    }

    static long parse(List<String> status) {
        for (String line : status) {
            if (line.startsWith(FIELD)) {
                String[] words = line.substring(FIELD.length()).strip().split("\\s+", -1);
                return Long.parseLong(words[0]) * 1024;
            }
        }
        return 0;
    }
}
