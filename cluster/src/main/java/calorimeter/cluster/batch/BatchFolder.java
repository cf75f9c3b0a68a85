// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.cluster.share.BundleFolder;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.sweep.SweepRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder that the tasks of a sweep share; the package's description says what is in it. A file under
/// its final name is complete, so any host may read it.
public final class BatchFolder {

    private static final String MANIFEST = "manifest.json";
    private static final int LOG_LINES = 5;
    private static final int LOG_BYTES = 4000;

    private final Path path;
    private final BatchManifest manifest;

    private BatchFolder(Path path, BatchManifest manifest) {
        this.path = path;
        this.manifest = manifest;
    }

    /// Opens a folder that has been planned.
    ///
    /// @throws StoreException if it is none, or its manifest has been edited
    public static BatchFolder open(Path path) {
        Path file = path.resolve(MANIFEST);
        if (!Files.isRegularFile(file)) {
            throw new StoreException(path + (Files.isDirectory(path) ? " has no " + MANIFEST : " is no folder")
                    + ", so no sweep has been planned there; check the path, or plan one with `calorimeter sweep … --slurm "
                    + path + "`");
        }
        try {
            String text = Files.readString(file);
            return new BatchFolder(path.toRealPath(), BatchManifest.parse(file.toString(), text));
        } catch (IOException e) {
            throw BundleFolder.failure("read", file, e);
        }
    }

    /// Plans a sweep into a folder, which may have been planned in the same way before.
    ///
    /// @throws StoreException if the folder cannot be written
    /// @throws calorimeter.lab.sweep.SweepException if it was planned in another way
    public static BatchFolder plan(Path path, BatchManifest manifest) {
        try {
            BundleFolder.create(path);
            for (String name : List.of(TaskBeat.FOLDER, SlurmScript.LOGS)) {
                Files.createDirectories(path.resolve(name));
            }
            Path file = path.resolve(MANIFEST);
            if (!Files.exists(file)) {
                writeNew(file, manifest.text());
            }
        } catch (IOException e) {
            throw BundleFolder.failure("write to", path, e);
        }
        BatchFolder folder = open(path);
        folder.manifest.requireSweep(path.toString(), manifest.name(), manifest.members());
        folder.manifest.requireTasks(path.toString(), manifest.tasks());
        folder.manifest.requireProgram(path.toString(), manifest.program());
        return folder;
    }

    private static void writeNew(Path file, String text) throws IOException {
        Path part = BundleFolder.part(file);
        DurableFile.write(part, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        if (!DurableFile.renameIfFree(part, file)) {
            Files.delete(part);
        }
    }

    /// What the tasks hand in.
    public BundleFolder bundles() {
        return BundleFolder.at(path);
    }

    public Path path() {
        return path;
    }

    public BatchManifest manifest() {
        return manifest;
    }

    /// Hands in what a store has of a sweep before its tasks begin; what was handed in stays.
    public void handIn(List<SweepRun> runs, RunStore store) {
        for (SweepRun run : runs) {
            boolean packable = run.state().isEnded() || run.state() == SweepRun.State.INTERRUPTED;
            if (packable
                    && run.record() != null
                    && bundles().latest(run.identity()).isEmpty()) {
                bundles().handIn(store.pack(run.record()));
            }
        }
    }

    /// The last lines that a task said; none if it has no log.
    public List<String> endOfLog(int task) {
        Path log = path.resolve(SlurmScript.LOGS).resolve(task + ".log");
        if (!Files.exists(log)) {
            return List.of();
        }
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(LOG_BYTES, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size());
        } catch (IOException e) {
            throw BundleFolder.failure("read", log, e);
        }
    }
}
