// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/// A headless browser that loads a page from a file, lets its scripts run, and returns the document as it then
/// is.
public final class Chromium {

    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    private static final List<String> OPTIONS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--virtual-time-budget=2000");

    private static final int MINUTES_AT_MOST = 3;

    private final Path program;
    private final Path folder;

    private Chromium(Path program, Path folder) {
        this.program = program;
        this.folder = folder;
    }

    /// Where there is no browser the test counts as not run, except on a build server, which must have one.
    public static Chromium required(Path folder) {
        Optional<Path> program = find();
        if (program.isEmpty() && "true".equals(System.getenv("CI"))) {
            fail("no Chromium on the PATH (looked for %s): the build server must run this test", NAMES);
        }
        Assumptions.assumeTrue(
                program.isPresent(), "NOT RUN: no Chromium on the PATH (looked for " + NAMES + "); install one");
        return new Chromium(program.orElseThrow(), folder);
    }

    /// The document after loading, as text; everything outside the folder given to [#required] is left alone.
    public String load(String html, String... options) throws IOException, InterruptedException {
        Path page = Files.writeString(Files.createTempFile(folder, "page", ".html"), html);
        Path document = Files.createTempFile(folder, "document", ".html");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(OPTIONS);
        command.add("--user-data-dir=" + Files.createTempDirectory(folder, "profile"));
        command.addAll(List.of(options));
        command.addAll(List.of("--dump-dom", page.toUri().toString()));
        Process process = new ProcessBuilder(command)
                .redirectOutput(document.toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(process.waitFor(MINUTES_AT_MOST, TimeUnit.MINUTES))
                    .as("%s ended within %d minutes", program, MINUTES_AT_MOST)
                    .isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(document);
    }

    private static Optional<Path> find() {
        List<Path> folders = new ArrayList<>();
        for (String entry : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            folders.add(Path.of(entry));
        }
        return NAMES.stream()
                .flatMap(name -> folders.stream().map(entry -> entry.resolve(name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
