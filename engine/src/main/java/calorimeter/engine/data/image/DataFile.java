// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// A file read from its beginning, as it is or unpacked by gzip, which knows at what byte it stands. Its
/// faults name file and byte; of a packed file bytes are counted after unpacking.
final class DataFile implements AutoCloseable {

    private static final String PACKED = ".gz";

    /// Deflate makes at most 258 bytes of two bits, and headers cost something (zlib.net/zlib_tech.html).
    private static final long DEFLATE_RATIO = 1032;

    /// The largest array that every JVM allows.
    static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private final Path path;
    private final boolean packed;
    private final InputStream stream;
    private final long size;
    private long position;

    private DataFile(Path path, boolean packed, InputStream stream, long size) {
        this.path = path;
        this.packed = packed;
        this.stream = stream;
        this.size = size;
    }

    /// Opens the file of this name, or else the one with `.gz` behind it.
    static DataFile openPlainOrPacked(Path folder, String name) {
        Path gzip = folder.resolve(name + PACKED);
        if (!Files.exists(folder.resolve(name)) && Files.exists(gzip)) {
            return open(gzip, true);
        }
        return open(folder.resolve(name), false);
    }

    static DataFile open(Path path) {
        return open(path, false);
    }

    static boolean existsPlainOrPacked(Path folder, String name) {
        return Files.exists(folder.resolve(name)) || Files.exists(folder.resolve(name + PACKED));
    }

    // The stream belongs to the file that is returned, and is closed with it.
    @SuppressWarnings("resource")
    private static DataFile open(Path path, boolean packed) {
        if (!Files.isRegularFile(path)) {
            throw missing(path.toString());
        }
        InputStream raw = null;
        try {
            raw = Files.newInputStream(path);
            InputStream stream = packed ? new GZIPInputStream(raw, 1 << 16) : raw;
            return new DataFile(path, packed, stream, Files.size(path));
        } catch (IOException e) {
            close(raw);
            throw unreadable(path, packed, 0, e);
        }
    }

    /// A folder or a link that leads nowhere is there, but no file.
    static DataException missing(String path) {
        boolean exists = Files.exists(Path.of(path), LinkOption.NOFOLLOW_LINKS);
        return new DataException(
                path + (exists ? " is no file" : " is missing") + "; `calorimeter data list` says how to get it");
    }

    private static void close(@Nullable InputStream stream) {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            // It was only read: nothing is lost.
        }
    }

    Path path() {
        return path;
    }

    /// Bytes of the file on the disk.
    long size() {
        return size;
    }

    /// Reads four bytes, the most significant first.
    int number() {
        return ByteBuffer.wrap(bytes(Integer.BYTES)).getInt();
    }

    /// Reads so many bytes. What the file cannot hold is refused before memory is asked for.
    byte[] bytes(long count) {
        if (count > MOST_BYTES) {
            throw wrong(position, "announces " + count + " bytes, more than the " + MOST_BYTES + " that can be held");
        }
        if (count > (packed ? DEFLATE_RATIO * size : size - position)) {
            throw tooShort(packed ? position : size, position + count);
        }
        byte[] bytes = new byte[(int) count];
        long end = position + count;
        try {
            int read = 0;
            while (read < bytes.length) {
                int more = stream.read(bytes, read, bytes.length - read);
                if (more < 0) {
                    throw tooShort(position, end);
                }
                read += more;
                position += more;
            }
            return bytes;
        } catch (EOFException e) {
            throw tooShort(position, end);
        } catch (IOException e) {
            throw unreadable(path, packed, position, e);
        }
    }

    /// Refuses a file that goes on. It is here that gzip compares its check sum.
    void requireEnd() {
        try {
            if (stream.read() >= 0) {
                throw wrong(position, "goes on where it should end");
            }
        } catch (EOFException e) {
            throw tooShort(position, position);
        } catch (IOException e) {
            throw unreadable(path, packed, position, e);
        }
    }

    private DataException tooShort(long at, long end) {
        return wrong(at, "is cut off: its content should be " + end + " bytes long at least");
    }

    /// Returns the class that the byte at `at` of this file says.
    int label(int at, byte label, ImageSource source) {
        int value = Byte.toUnsignedInt(label);
        if (value >= source.classes()) {
            throw wrong(
                    at,
                    "has label " + value + ", but the classes of " + source.title() + " are 0 to "
                            + (source.classes() - 1));
        }
        return value;
    }

    DataException wrong(long at, String what) {
        return wrong(path, packed, at, what);
    }

    private static DataException wrong(Path path, boolean packed, long at, String what) {
        return wrong(path + ", byte " + at + (packed ? " after unpacking" : ""), what);
    }

    /// @param place the file, and where in it
    static DataException wrong(String place, String what) {
        return new DataException(place + ": the file " + what + "; get it anew (`calorimeter data list` says where)");
    }

    private static DataException unreadable(Path path, boolean packed, long at, IOException cause) {
        return switch (cause) {
            case EOFException end -> wrong(path, packed, at, "is cut off");
            case ZipException damage -> wrong(path, packed, at, "is not intact gzip (" + damage.getMessage() + ")");
            default -> unreadable(path, cause);
        };
    }

    static DataException unreadable(Path path, IOException cause) {
        return new DataException("cannot read " + path + ": " + cause + "; check its permissions and its disk", cause);
    }

    @Override
    public void close() {
        close(stream);
    }
}
