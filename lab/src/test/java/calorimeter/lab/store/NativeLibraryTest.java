// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

    @TempDir
    private Path folder;

    @Test
    void whatAKilledProcessLeftIsRemoved() throws Exception {
        Process ended = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        ended.waitFor();
        Path left = library("calorimeter-sqlite-" + ended.pid() + "-1");
        Path living = library("calorimeter-sqlite-" + ProcessHandle.current().pid() + "-1");
        Path other = library("calorimeter-sqlite-mine");

        NativeLibrary.removeLeft(folder);

        assertThat(left).doesNotExist();
        assertThat(living).isNotEmptyDirectory();
        assertThat(other).isNotEmptyDirectory();
    }

    private Path library(String name) throws Exception {
        Path of = Files.createDirectories(folder.resolve(name));
        Files.writeString(of.resolve("libsqlitejdbc.so"), "library");
        return of;
    }

    /// The library of this process is where the next one looks.
    @Test
    void theLibraryIsUnpackedInTheProcessesFolder() throws Exception {
        RunStore.open(folder.resolve("home")).close();

        Path chosen = Path.of(System.getProperty("org.sqlite.tmpdir"));
        assertThat(chosen.getFileName().toString())
                .startsWith("calorimeter-sqlite-" + ProcessHandle.current().pid() + "-");
        assertThat(Files.getPosixFilePermissions(chosen)).isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (var files = Files.list(chosen)) {
            assertThat(files).anyMatch(file -> file.toString().contains("sqlitejdbc"));
        }
    }
}
