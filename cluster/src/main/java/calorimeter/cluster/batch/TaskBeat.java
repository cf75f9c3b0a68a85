// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.cluster.share.BundleFolder;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRun;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Says every 20 seconds, in a file, which runs a task is computing. A task whose file grows old was killed.
final class TaskBeat implements AutoCloseable {

    static final String FOLDER = "tasks";

    private static final String SUFFIX = ".json";
    private static final int SECONDS = 20;

    /// Network file systems show a new time late.
    private static final Duration SILENCE = Duration.ofSeconds(90);

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;
    private final Set<String> computing = new ConcurrentSkipListSet<>();
    private final CountDownLatch end = new CountDownLatch(1);

    TaskBeat(Path folder, int task) {
        file = folder.resolve(FOLDER).resolve(task + SUFFIX);
        write();
        Thread.ofPlatform().daemon().name("calorimeter-beat").start(this::repeat);
    }

    private void repeat() {
        try {
            while (!end.await(SECONDS, TimeUnit.SECONDS)) {
                write();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Lets this beat know what a listener is told.
    SweepListener heardBy(SweepListener listener) {
        return new SweepListener() {
            @Override
            public void opened(Sweep sweep, List<SweepRun> runs) {
                listener.opened(sweep, runs);
            }

            @Override
            public void started(SweepRun run, int threads) {
                computing.add(run.identity());
                write();
                listener.started(run, threads);
            }

            @Override
            public void step(SweepRun run, long step) {
                listener.step(run, step);
            }

            @Override
            public void ended(SweepRun run) {
                computing.remove(run.identity());
                listener.ended(run);
            }
        };
    }

    private synchronized void write() {
        ObjectNode json = MAPPER.createObjectNode();
        json.set("computing", MAPPER.valueToTree(computing));
        try {
            Path part = file.resolveSibling(file.getFileName() + "." + BundleFolder.host());
            Files.write(part, MAPPER.writeValueAsBytes(json));
            BundleFolder.move(part, file);
        } catch (IOException | RuntimeException unimportant) {
            // It is a hint. A full disk stops the task when it hands in a run.
        }
    }

    /// Identities of the runs that tasks compute which have given a sign of life lately, by the clock of
    /// the file system, which is the same for all.
    static Set<String> computing(Path folder) {
        Set<String> computing = new HashSet<>();
        Path beats = folder.resolve(FOLDER);
        try (Stream<Path> files = Files.list(beats)) {
            Instant now = now(beats);
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(SUFFIX))::iterator) {
                addFresh(file, now.minus(SILENCE), computing);
            }
        } catch (IOException e) {
            throw BundleFolder.failure("read", beats, e);
        }
        return computing;
    }

    private static void addFresh(Path file, Instant earliest, Set<String> computing) {
        try {
            JsonNode json = MAPPER.readTree(Files.readAllBytes(file));
            if (Files.getLastModifiedTime(file).toInstant().isAfter(earliest)) {
                json.path("computing").forEach(identity -> computing.add(identity.asText()));
            }
        } catch (IOException unreadable) {
            // As on a network file system while the file is replaced.
        }
    }

    private static Instant now(Path folder) throws IOException {
        if (!Files.isWritable(folder)) {
            return Instant.now();
        }
        Path probe = Files.createTempFile(folder, "now", ".tmp");
        try {
            return Files.getLastModifiedTime(probe).toInstant();
        } finally {
            Files.delete(probe);
        }
    }

    @Override
    public void close() {
        end.countDown();
        computing.clear();
        write();
    }
}
