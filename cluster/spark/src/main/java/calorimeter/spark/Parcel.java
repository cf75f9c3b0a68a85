// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.lab.store.BundleFile;
import calorimeter.lab.store.RunBundle;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// A run on its way between driver and executor: the bytes of a bundle file, which carries a checksum.
final class Parcel implements Serializable {

    private static final long serialVersionUID = 1;

    private final byte[] file;

    private Parcel(byte[] file) {
        this.file = file;
    }

    static Parcel of(RunBundle bundle) {
        return throughFile(file -> {
            BundleFile.write(file, Stream.of(bundle));
            return new Parcel(Files.readAllBytes(file));
        });
    }

    /// @throws calorimeter.lab.store.StoreException if it was damaged on the way
    RunBundle open() {
        return throughFile(path -> {
            Files.write(path, file);
            List<RunBundle> runs = new ArrayList<>();
            BundleFile.read(path, runs::add);
            return runs.getFirst();
        });
    }

    private interface OnFile<T> {

        T apply(Path file) throws IOException;
    }

    private static <T> T throughFile(OnFile<T> action) {
        try {
            Path folder = Files.createTempDirectory("calorimeter-parcel");
            Path file = folder.resolve("run.bundle");
            try {
                return action.apply(file);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use the folder for temporary files; free some space there", e);
        }
    }
}
