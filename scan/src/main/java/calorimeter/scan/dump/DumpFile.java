// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.dump;

import calorimeter.scan.source.ModelException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A file of named arrays: .npz, or .npy with a single array of no name.
final class DumpFile {

    private static final String SUFFIX = ".npy";

    private final Path file;

    DumpFile(Path file) {
        this.file = file;
    }

    private boolean isArchive() {
        return file.toString().endsWith(".npz");
    }

    /// Names of arrays, in the order of the file; of a .npy file the given one.
    List<String> names(String single) {
        if (!isArchive()) {
            return List.of(single);
        }
        List<String> names = new ArrayList<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (Enumeration<? extends ZipEntry> entries = zip.entries(); entries.hasMoreElements(); ) {
                String name = entries.nextElement().getName();
                if (name.endsWith(SUFFIX)) {
                    names.add(name.substring(0, name.length() - SUFFIX.length()));
                }
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return names;
    }

    /// Opens an array; whoever reads it closes it.
    DumpedArray open(String name) {
        String place = isArchive() ? "the array " + name + " of " + file : file.toString();
        try {
            if (!isArchive()) {
                return NumpyReader.open(place, name, Files.newInputStream(file));
            }
            ZipFile zip = new ZipFile(file.toFile());
            ZipEntry entry = Optional.ofNullable(zip.getEntry(name + SUFFIX))
                    .orElseThrow(() -> new ModelException(file + " has no array " + name));
            DumpedArray array = NumpyReader.open(place, name, zip.getInputStream(entry));
            DumpedArray.Reader reader = array.reader();
            return new DumpedArray(name, array.shape(), new DumpedArray.Reader() {
                @Override
                public double next() throws IOException {
                    return reader.next();
                }

                @Override
                public void close() throws IOException {
                    reader.close();
                    zip.close();
                }
            });
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private ModelException unreadable(IOException e) {
        return new ModelException("cannot read " + file + ": " + e.getMessage(), new UncheckedIOException(e));
    }
}
