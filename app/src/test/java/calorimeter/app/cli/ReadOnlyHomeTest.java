// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.app.cli.Terminal.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Somebody else's store, which may be read but not written to. Permissions do not bind the superuser, to whom
/// this home is like any other; what is read then is tested in `ReadOnlyStoreTest` for everybody.
@DisabledOnOs(OS.WINDOWS)
class ReadOnlyHomeTest {

    @TempDir
    private Path folder;

    private Path home;
    private String run;

    @BeforeEach
    void closeHome() throws IOException {
        home = folder.resolve("home");
        run = new Terminal(home)
                .run(SmallTraining.command("--json"))
                .out()
                .replaceAll(".*\"run\":\"([^\"]+)\".*\\R", "$1");
        permit("r-xr-xr-x", "r--r--r--");
    }

    @AfterEach
    void openHome() throws IOException {
        permit("rwxr-xr-x", "rw-r--r--");
    }

    private void permit(String folders, String files) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.toList()) {
                String permissions = Files.isDirectory(path) ? folders : files;
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
            }
        }
    }

    @Test
    void commandsThatOnlyReadWork() {
        String elsewhere = folder.resolve("elsewhere").toString();
        for (List<String> command : List.of(
                List.of("runs", "list"),
                List.of("runs", "show", run),
                List.of("runs", "compare", run, run),
                List.of(
                        "export",
                        run,
                        "--format",
                        "csv",
                        "--output",
                        folder.resolve("rows.csv").toString()),
                List.of("report", run, "--output", folder.resolve("page.html").toString()),
                List.of("reproduce", "kim2026", "--quick", "--dry-run"),
                List.of("reproduce", "kim2026", "--quick", "--judge-only", "--report", elsewhere))) {
            Outcome outcome = new Terminal(home).run(command.toArray(String[]::new));

            assertThat(outcome.status()).as("%s: %s", command, outcome.err()).isZero();
            assertThat(outcome.out()).isNotEmpty();
        }
        assertThat(home.resolve("reproductions")).doesNotExist();
    }
}
