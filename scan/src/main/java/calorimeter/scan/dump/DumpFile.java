// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.dump;

import calorimeter.lab.store.Failures;
import calorimeter.scan.hub.StoredTensor;
import calorimeter.scan.hub.TensorFile;
import calorimeter.scan.source.ModelException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A file of named arrays: .npz or .safetensors, or .npy with a single array of no name.
record DumpFile(Path file) {

    private static final String SUFFIX = ".npy";

    private boolean ends(String suffix) {
        return file.toString().endsWith(suffix);
    }

    /// Names of arrays, in the order of the file; of a .npy file the given one.
    List<String> names(String single) {
        if (ends(".safetensors")) {
            try (Arena arena = Arena.ofConfined()) {
                return TensorFile.map(file, arena).stream()
                        .map(StoredTensor::name)
                        .toList();
            }
        }
        if (!ends(".npz")) {
            return List.of(single);
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /// Opens an array; whoever reads it closes it.
    DumpedArray open(String name) {
        try {
            if (ends(".safetensors")) {
                return tensor(name);
            }
            if (!ends(".npz")) {
                InputStream in = Files.newInputStream(file);
                return read(in, () -> DumpedArray.ofNumpy(file.toString(), name, in, in));
            }
            ZipFile zip = new ZipFile(file.toFile());
            return read(zip, () -> {
                ZipEntry entry =
                        Optional.ofNullable(zip.getEntry(name + SUFFIX)).orElseThrow(() -> missing(name));
                return DumpedArray.ofNumpy("the array " + name + " of " + file, name, zip.getInputStream(entry), zip);
            });
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private DumpedArray tensor(String name) throws IOException {
        Arena arena = Arena.ofShared();
        return read(arena::close, () -> {
            StoredTensor tensor = TensorFile.map(file, arena).stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> missing(name));
            if (!tensor.isRead()) {
                throw new ModelException("the array " + name + " of " + file
                        + " has elements of a type that is not read, such as int64; save it as floats or as bool");
            }
            return DumpedArray.of(tensor, arena);
        });
    }

    private interface Reading {
        DumpedArray read() throws IOException;
    }

    /// @param held is closed unless there is an array that holds it
    private static DumpedArray read(Closeable held, Reading reading) throws IOException {
        try {
            return reading.read();
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private ModelException missing(String name) {
        return new ModelException(file + " has no array " + name);
    }

    private ModelException unreadable(IOException e) {
        return new ModelException("cannot read " + file + ": " + Failures.ofReading(e), e);
    }
}
