// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The right to write one run, or one sweep's list of runs, for one holder on the whole machine. The
/// operating system takes it back when the process ends, however it ends, so a killed run leaves nothing to
/// clean up.
///
/// On POSIX systems a process loses its locks on a file as soon as it closes *any* descriptor of that file
/// (fcntl(2); [FileLock] warns of it). Hence the table of locks that this process holds, consulted before the
/// file is touched, and one monitor around everything that opens it.
final class RunLock implements AutoCloseable {

    private static final String FILE = "lock";

    /// A byte beyond the content: Windows lets nobody read locked bytes, and the content is for others to read.
    private static final long LOCKED_BYTE = 1L << 30;

    /// [#isHeld] takes a shared lock for an instant, which must not look like a second writer.
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration PAUSE = Duration.ofMillis(5);

    /// By real path of the folder; guarded by itself.
    private static final Map<Path, RunLock> HELD = new HashMap<>();

    private final Path folder;
    private final FileChannel channel;

    private RunLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /// Takes the lock of a run's folder, which is created if needed.
    ///
    /// @throws StoreException if somebody else holds it
    static RunLock acquire(Path runFolder) {
        return acquire(runFolder, "run " + runFolder.getFileName());
    }

    /// Takes the lock of a folder, which is created if needed.
    ///
    /// @param what the folder belongs to, for the message
    /// @throws StoreException if somebody else holds it
    static RunLock acquire(Path wanted, String what) {
        try {
            DurableFile.createFolders(wanted);
            Path folder = wanted.toRealPath();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (true) {
                RunLock lock = tryAcquire(folder);
                if (lock != null) {
                    return lock;
                }
                if (System.nanoTime() > deadline) {
                    throw new StoreException(what + " is being written by " + holder(folder)
                            + "; wait until it has finished, or stop it");
                }
                Thread.sleep(PAUSE);
            }
        } catch (IOException e) {
            throw Failures.ofFile("lock", wanted.resolve(FILE), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreException("interrupted while waiting for the lock of " + wanted, e);
        }
    }

    private static @Nullable RunLock tryAcquire(Path folder) throws IOException {
        synchronized (HELD) {
            if (HELD.containsKey(folder)) {
                return null;
            }
            FileChannel channel = FileChannel.open(
                    folder.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                FileLock lock = channel.tryLock(LOCKED_BYTE, 1, false);
                if (lock == null) {
                    channel.close();
                    return null;
                }
                writeHolder(channel);
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
            RunLock held = new RunLock(folder, channel);
            HELD.put(folder, held);
            return held;
        }
    }

    private static void writeHolder(FileChannel channel) throws IOException {
        channel.truncate(0);
        String text = "process " + ProcessHandle.current().pid() + "\n";
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String holder(Path folder) throws IOException {
        synchronized (HELD) {
            if (HELD.containsKey(folder)) {
                return "this process";
            }
            String text = Files.readString(folder.resolve(FILE)).strip();
            return text.isEmpty() ? "another process" : text;
        }
    }

    /// Whether some process, this one included, is writing the run.
    static boolean isHeld(Path runFolder) {
        Path file = runFolder.resolve(FILE);
        try {
            synchronized (HELD) {
                if (!Files.exists(file)) {
                    return false;
                }
                if (HELD.containsKey(runFolder.toRealPath())) {
                    return true;
                }
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
                    return channel.tryLock(LOCKED_BYTE, 1, true) == null;
                }
            }
        } catch (IOException e) {
            throw Failures.ofFile("read the lock", file, e);
        }
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        synchronized (HELD) {
            if (!HELD.remove(folder, this)) {
                return;
            }
            try {
                channel.close();
            } catch (IOException e) {
                throw Failures.ofFile("release the lock", folder.resolve(FILE), e);
            }
        }
    }
}
