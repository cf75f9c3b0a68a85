// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.cluster.remote.ExecutorReport;
import calorimeter.cluster.remote.ShortRun;
import calorimeter.cluster.share.BundleFolder;
import calorimeter.cluster.share.ProgramFiles;
import calorimeter.lab.store.StoreException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.apache.spark.SparkEnv;
import org.jspecify.annotations.Nullable;

/// Whether a host can compute: its JDK, this program's class files, the shared folder.
final class Fitness {

    private static final String TOKEN = "driver-";

    /// Takes as long as reading the jar, and does not change while this process lives.
    private static @Nullable String program;

    /// A host is asked once, not by every task.
    private static @Nullable String bits;

    private Fitness() {}

    /// Digest of the class files that this process runs.
    static synchronized String program() {
        if (program == null) {
            program = ProgramFiles.sha256(jar().toString());
        }
        return program;
    }

    /// The jar of this class, or the folder of classes in tests.
    static Path jar() {
        try {
            return Path.of(Fitness.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException("a class file lies at no place", e);
        }
    }

    static synchronized String bits() {
        if (bits == null) {
            bits = ShortRun.bits();
        }
        return bits;
    }

    /// Why this host must not compute; null if it may. Executors may join at any time, so every task asks.
    static @Nullable String refusal(TaskOrder.Terms terms) {
        ExecutorReport report = report(terms, 0, "");
        return report.problems(terms.program(), "").stream().findFirst().orElse(null);
    }

    /// @param millisAhead what this host's clock showed when the question came, less the driver's when it
    ///     was sent
    /// @param ofShortRun its digest
    static ExecutorReport report(TaskOrder.Terms terms, long millisAhead, String ofShortRun) {
        Runtime here = Runtime.getRuntime();
        return new ExecutorReport(
                BundleFolder.host(),
                SparkEnv.get().executorId(),
                Runtime.version().toString(),
                ManagementFactory.getGarbageCollectorMXBeans().getFirst().getName(),
                here.availableProcessors(),
                here.maxMemory(),
                millisAhead * 1e-3,
                program(),
                terms.shared() == null || sees(Path.of(terms.shared()), terms.token()),
                ofShortRun);
    }

    /// Leaves a token for the executors.
    ///
    /// @throws StoreException if the folder cannot be written
    static String leaveToken(Path shared) {
        String token = UUID.randomUUID().toString();
        try {
            BundleFolder.create(shared);
            Files.writeString(shared.resolve(TOKEN + token), token);
        } catch (IOException e) {
            throw BundleFolder.failure("write to", shared, e);
        }
        return token;
    }

    static void removeToken(Path shared, String token) {
        try {
            Files.deleteIfExists(shared.resolve(TOKEN + token));
        } catch (IOException unimportant) {
            // A small file stays behind.
        }
    }

    private static boolean sees(Path shared, String token) {
        try {
            return Files.readString(shared.resolve(TOKEN + token)).equals(token) && Files.isWritable(shared);
        } catch (IOException notThere) {
            return false;
        }
    }
}
