package calorimeter.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The largest resident set of a process, as Linux counts it (VmHWM of /proc/PID/status). It only grows, so
/// looking often until the end misses at most what the last milliseconds add.
public final class PeakMemory {

    private static final String FIELD = "VmHWM:";
    private static final Duration PATIENCE = Duration.ofHours(6);

    private PeakMemory() {}

    /// Runs a training to its end and returns bytes.
    ///
    /// @throws PeerException when the system does not tell, or the command fails
    public static long of(List<String> command, Map<String, String> environment, Path log) {
        long[] most = {0};
        ChildProcess.run(
                "the training failed",
                command,
                environment,
                log,
                PATIENCE,
                pid -> most[0] = Math.max(most[0], read(Path.of("/proc", Long.toString(pid), "status"))));
        if (most[0] == 0) {
            throw new PeerException("this system has no /proc/PID/status");
        }
        return most[0];
    }

    /// Returns 0 when it is not told, as before the first and after the last instruction.
    private static long read(Path status) {
        try {
            return parse(Files.readAllLines(status));
        } catch (IOException e) {
            return 0;
        }
    }

    static long parse(List<String> status) {
        return status.stream()
                .filter(line -> line.startsWith(FIELD))
                .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }
}
