// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The folder into which the SQLite driver unpacks its library, one for each process. It is new and this user's alone,
/// so that nobody else can put another library there. The driver removes the library when the JVM ends; what a process
/// leaves that was killed, the next one removes.
final class NativeLibrary {

    /// Read by the driver.
    private static final String FOLDER = "org.sqlite.tmpdir";

    private static final String PREFIX = "calorimeter-sqlite-";
    private static final Pattern OF_PROCESS = Pattern.compile(PREFIX + "([0-9]{1,18})-[0-9]+");

    private NativeLibrary() {}

    /// Before the first connection; a folder that the user chose stays.
    static synchronized void prepare() {
        if (System.getProperty(FOLDER) != null) {
            return;
        }
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try {
            removeLeft(temporary);
            Path folder = Files.createTempDirectory(
                    temporary, PREFIX + ProcessHandle.current().pid() + "-");
            // Removed after the library in it, which is registered later.
            folder.toFile().deleteOnExit();
            System.setProperty(FOLDER, folder.toString());
        } catch (IOException unusable) {
            // The driver says so when it fails to unpack.
            return;
        }
    }

    /// Removes the folders of processes that are no more.
    static void removeLeft(Path temporary) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(temporary, PREFIX + "*")) {
            for (Path folder : found) {
                Matcher process = OF_PROCESS.matcher(folder.getFileName().toString());
                if (process.matches()
                        && ProcessHandle.of(Long.parseLong(process.group(1))).isEmpty()) {
                    removeIfPossible(folder);
                }
            }
        }
    }

    /// Another user's folder stays.
    private static void removeIfPossible(Path folder) {
        try {
            RunFolders.remove(folder);
        } catch (StoreException notOurs) {
            return;
        }
    }
}
