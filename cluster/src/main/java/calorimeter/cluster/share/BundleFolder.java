// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.share;

import calorimeter.lab.store.BundleFile;
import calorimeter.lab.store.DurableFile;
import calorimeter.lab.store.ReproducibilityException;
import calorimeter.lab.store.RunBundle;
import calorimeter.lab.store.StoreException;
import java.io.IOException;
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

/// A folder that all hosts see, with the bundles of runs that have ended, of runs on their way, and why
/// runs failed. A file under its final name is complete, so any host may read it.
public final class BundleFolder implements Exchange {

    private static final String ENDED = "bundles";
    private static final String UNFINISHED = "unfinished";
    private static final String FAILED = "failed";
    private static final String BUNDLE = ".bundle";
    private static final String UNREADABLE = ".unreadable";

    private final Path path;

    private BundleFolder(Path path) {
        this.path = path;
    }

    /// A folder that [#create] has made.
    public static BundleFolder at(Path path) {
        return new BundleFolder(path);
    }

    /// @throws StoreException if the folder cannot be written
    public static BundleFolder create(Path path) {
        try {
            for (String name : List.of(ENDED, UNFINISHED, FAILED)) {
                Files.createDirectories(path.resolve(name));
            }
        } catch (IOException e) {
            throw failure("write to", path, e);
        }
        return new BundleFolder(path);
    }

    /// A unique name, whatever host and process.
    public static Path part(Path file) {
        return file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    }

    /// @throws ReproducibilityException if the run was handed in with other bits; then both are kept
    /// @throws StoreException if the folder cannot be written
    @Override
    public void handIn(RunBundle bundle) {
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

    public static void move(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// Removes what was handed in of a run, as far as that is possible.
    public void forget(String identity) {
        for (Path file : List.of(file(ENDED, identity), file(UNFINISHED, identity), failureFile(identity))) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException unimportant) {
                // It stays; a later attempt finds the same bits.
            }
        }
    }

    /// Files of the runs that have ended, by identity: several of one run only if their bits differ.
    public SortedMap<String, List<Path>> ended() {
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
    @Override
    public Optional<RunBundle> latest(String identity) {
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
    public static RunBundle read(Path file, String identity) {
        List<RunBundle> runs = new ArrayList<>();
        BundleFile.read(file, runs::add);
        if (runs.size() != 1 || !runs.getFirst().run().identity().equals(identity)) {
            throw new StoreException("the bundle " + file + " holds another run than its name says; delete it, and"
                    + " submit what is missing again");
        }
        return runs.getFirst();
    }

    @Override
    public void fail(String identity, String reason) {
        DurableFile.writeForUser(failureFile(identity), out -> out.write(reason.getBytes(StandardCharsets.UTF_8)));
    }

    public Optional<String> failure(String identity) {
        Path file = failureFile(identity);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw failure("read", file, e);
        }
    }

    private Path failureFile(String identity) {
        return path.resolve(FAILED).resolve(identity + ".txt");
    }

    private Path file(String folder, String identity) {
        return path.resolve(folder).resolve(identity + BUNDLE);
    }

    public static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }

    /// One line for a person.
    public static StoreException failure(String action, Path place, IOException cause) {
        return new StoreException(
                "cannot " + action + " " + place + ": " + cause.getClass().getSimpleName() + " " + cause.getMessage()
                        + "; check the path, its permissions and the disk's space",
                cause);
    }
}
