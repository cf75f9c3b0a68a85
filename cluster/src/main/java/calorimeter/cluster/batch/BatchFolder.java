// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.batch;

import calorimeter.lab.store.BundleFile;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.RunStore;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.sweep.SweepRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The folder that the tasks of a sweep share; the package's description says what is in it. A file under
/// its final name is complete, so any host may read it.
public final class BatchFolder {

    private static final String MANIFEST = "manifest.json";
    private static final String ENDED = "bundles";
    private static final String UNFINISHED = "unfinished";
    private static final String FAILED = "failed";
    private static final String BUNDLE = ".bundle";
    private static final String UNREADABLE = ".unreadable";

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
            throw failure("read", file, e);
        }
    }

    /// Plans a sweep into a folder, which may have been planned in the same way before.
    ///
    /// @throws StoreException if the folder cannot be written
    /// @throws calorimeter.lab.sweep.SweepException if it was planned in another way
    public static BatchFolder plan(Path path, BatchManifest manifest) {
        try {
            for (String name : List.of(ENDED, UNFINISHED, FAILED, TaskBeat.FOLDER, SlurmScript.LOGS)) {
                Files.createDirectories(path.resolve(name));
            }
            Path file = path.resolve(MANIFEST);
            if (!Files.exists(file)) {
                writeNew(file, manifest.text());
            }
        } catch (IOException e) {
            throw failure("write to", path, e);
        }
        BatchFolder folder = open(path);
        folder.manifest.requireSweep(path.toString(), manifest.name(), manifest.members());
        folder.manifest.requireTasks(path.toString(), manifest.tasks());
        folder.manifest.requireProgram(path.toString(), manifest.program());
        return folder;
    }

    private static void writeNew(Path file, String text) throws IOException {
        Path part = part(file);
        DurableFile.write(part, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
        if (!DurableFile.renameIfFree(part, file)) {
            Files.delete(part);
        }
    }

    /// A unique name, whatever host and process.
    private static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    }

    public Path path() {
        return path;
    }

    public BatchManifest manifest() {
        return manifest;
    }

    /// Hands in a run: for good if it has ended, and otherwise for whoever goes on with it.
    ///
    /// @throws ReproducibilityException if the run was handed in with other bits; then both are kept
    /// @throws StoreException if the folder cannot be written
    void handIn(RunBundle bundle) {
        String identity = bundle.run().identity();
        Path unfinished = file(UNFINISHED, identity);
        try {
            if (bundle.run().status().isResumable()) {
                move(write(bundle, unfinished), unfinished);
                return;
            }
            handInEnded(bundle, file(ENDED, identity));
            Files.deleteIfExists(unfinished);
            Files.deleteIfExists(failureFile(identity));
        } catch (IOException e) {
            throw failure("write to", path, e);
        }
    }

    /// Hands in what a store has of a sweep before its tasks begin; what was handed in stays.
    public void handIn(List<SweepRun> runs, RunStore store) {
        for (SweepRun run : runs) {
            boolean packable = run.state().isEnded() || run.state() == SweepRun.State.INTERRUPTED;
            if (packable && run.record() != null && latest(run.identity()).isEmpty()) {
                handIn(store.pack(run.record()));
            }
        }
    }

    private void handInEnded(RunBundle bundle, Path file) throws IOException {
        Path part = write(bundle, file);
        if (DurableFile.renameIfFree(part, file)) {
            return;
        }
        Optional<RunBundle> there = readIfIntact(file, bundle.run().identity());
        if (there.isEmpty()) {
            // Perhaps it is whole and only this host cannot read it now.
            move(file, part(file.resolveSibling(bundle.run().identity() + UNREADABLE)));
            move(part, file);
            return;
        }
        try {
            bundle.requireSameBits(there.get(), file.toString());
            Files.delete(part);
        } catch (ReproducibilityException otherBits) {
            move(
                    part,
                    file.resolveSibling(bundle.run().identity() + "." + host() + "-"
                            + ProcessHandle.current().pid() + BUNDLE));
            throw otherBits;
        }
    }

    private static Path write(RunBundle bundle, Path target) {
        Path part = part(target);
        BundleFile.write(part, Stream.of(bundle));
        return part;
    }

    static void move(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Files of the runs that have ended, by identity: several of one run only if their bits differ.
    SortedMap<String, List<Path>> ended() {
        return ended(name -> name.endsWith(BUNDLE)).stream()
                .collect(Collectors.groupingBy(
                        file -> file.getFileName().toString().replaceFirst("\\..*", ""),
                        TreeMap::new,
                        Collectors.toList()));
    }

    private List<Path> ended(Predicate<String> named) {
        try (Stream<Path> all = Files.list(path.resolve(ENDED))) {
            return all.filter(file -> named.test(file.getFileName().toString()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw failure("read", path.resolve(ENDED), e);
        }
    }

    /// Bundles that a task could not read when it handed in the run once more.
    public List<Path> unreadable() {
        return ended(name -> name.contains(UNREADABLE));
    }

    /// How far a run has come: its end, or what was handed in last on its way there. Nothing if there is
    /// neither, or the file is damaged: then the run is computed again.
    Optional<RunBundle> latest(String identity) {
        Optional<RunBundle> ended = readIfIntact(file(ENDED, identity), identity);
        return ended.isPresent() ? ended : readIfIntact(file(UNFINISHED, identity), identity);
    }

    private static Optional<RunBundle> readIfIntact(Path file, String identity) {
        try {
            return Optional.of(read(file, identity));
        } catch (StoreException damaged) {
            return Optional.empty();
        }
    }

    /// @throws StoreException if the file is no bundle of this run
    static RunBundle read(Path file, String identity) {
        List<RunBundle> runs = new ArrayList<>();
        BundleFile.read(file, runs::add);
        if (runs.size() != 1 || !runs.getFirst().run().identity().equals(identity)) {
            throw new StoreException("the bundle " + file + " holds another run than its name says; delete it, and"
                    + " submit what is missing again");
        }
        return runs.getFirst();
    }

    void fail(String identity, String reason) {
        DurableFile.writeForUser(failureFile(identity), out -> out.write(reason.getBytes(StandardCharsets.UTF_8)));
    }

    Optional<String> failure(String identity) {
        Path file = failureFile(identity);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw failure("read", file, e);
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
            throw failure("read", log, e);
        }
    }

    private Path failureFile(String identity) {
        return path.resolve(FAILED).resolve(identity + ".txt");
    }

    private Path file(String folder, String identity) {
        return path.resolve(folder).resolve(identity + BUNDLE);
    }

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /// One line for a person.
    static StoreException failure(String action, Path place, IOException cause) {
        return new StoreException(
                "cannot " + action + " " + place + ": " + cause.getClass().getSimpleName() + " " + cause.getMessage()
                        + "; check the path, its permissions and the disk's space",
                cause);
    }
}
