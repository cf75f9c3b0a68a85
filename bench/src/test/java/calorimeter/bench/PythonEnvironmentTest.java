// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Interpreters written in the shell.
class PythonEnvironmentTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Path script(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    @Test
    void anInterpreterWithoutTheLibraryIsLeftAsItIs() throws Exception {
        Path python = Files.writeString(folder.resolve("python"), "#!/bin/sh\necho no module >&2\nexit 1\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> PythonEnvironment.existing(python, folder).with("torch"))
                .isInstanceOf(PeerException.class)
                .hasMessage(python + " cannot import torch");
    }

    @Test
    void aFailedInstallationIsExplainedByPip() throws Exception {
        Path bin = Files.createDirectories(folder.resolve("python/bin"));
        Path python = Files.writeString(
                bin.resolve("python"), "#!/bin/sh\necho \"ERROR: nothing for $*\" | cut -c1-41\nexit 1\n");
        assertThat(python.toFile().setExecutable(true)).isTrue();
        assertThatThrownBy(() -> PythonEnvironment.managed(folder, line -> {}).with("jax"))
                .isInstanceOf(PeerException.class)
                .hasMessage("pip could not install jax: ERROR: nothing for -m pip install --quiet");
    }

    /// The first attempt dies between the interpreter and pip, the second is complete.
    @Test
    void aHalfMadeEnvironmentIsMadeAgain() throws Exception {
        Path maker = script(folder.resolve("maker"), """
                mkdir -p "$3/bin"
                printf '#!/bin/sh\\nexit 0\\n' > "$3/bin/python"
                chmod +x "$3/bin/python"
                if [ ! -e "$0.again" ]; then touch "$0.again"; echo no ensurepip; exit 1; fi
                touch "$3/pip"
                """);
        PythonEnvironment environment = PythonEnvironment.managed(folder, maker.toString(), line -> {});
        assertThatThrownBy(() -> environment.with("jax"))
                .isInstanceOf(PeerException.class)
                .hasMessage("no virtual environment could be made: no ensurepip");
        assertThat(folder.resolve("python")).doesNotExist();
        assertThat(environment.with("jax")).isEqualTo(folder.resolve("python/bin/python"));
        assertThat(folder.resolve("python/pip")).exists();
        assertThat(folder.resolve("python-incomplete")).doesNotExist();
    }

    /// A Python with another torch: an import alone succeeds, a question for the version does not until pip was
    /// there.
    @Test
    void anotherVersionIsReplacedByThePinnedOne() throws Exception {
        String pinned = PythonEnvironment.resource("torch-requirements.txt")
                .lines()
                .findFirst()
                .orElseThrow();
        String version = pinned.substring("torch==".length());
        script(folder.resolve("python/bin/python"), """
                if [ "$2" = pip ]; then echo "$@" > "$0.installed"; exit 0; fi
                case "$2" in *"m.version('torch')"*"'%s'"*) test -e "$0.installed";; esac
                """.formatted(version));
        PythonEnvironment.managed(folder, line -> {}).with("torch");
        assertThat(folder.resolve("python/bin/python.installed"))
                .content()
                .contains("install")
                .contains(" " + pinned + " ");
    }

    @Test
    void theUsersOwnInterpreterMayHaveAnyVersion() throws Exception {
        Path python = script(folder.resolve("python"), "case \"$2\" in *version*) exit 1;; esac\n");
        assertThat(PythonEnvironment.existing(python, folder).with("torch")).isEqualTo(python);
    }

    @Test
    @Timeout(60)
    void anInterruptionEndsTheInstallation() throws Exception {
        Path pid = folder.resolve("pid");
        script(
                folder.resolve("python/bin/python"),
                "[ \"$2\" = pip ] || exit 1\nsleep 60 & echo $! > part; mv part " + pid
                        + "; wait\n".replace("part", folder.resolve("part").toString()));
        CompletableFuture<String> message = new CompletableFuture<>();
        Thread installation = Thread.ofPlatform().start(() -> {
            try {
                PythonEnvironment.managed(folder, line -> {}).with("jax");
                message.complete("installed");
            } catch (PeerException failure) {
                message.complete(failure.getMessage());
            }
        });
        while (!Files.exists(pid)) {
            Thread.sleep(10);
        }
        installation.interrupt();
        assertThat(message.get(20, TimeUnit.SECONDS)).isEqualTo("pip could not install jax: interrupted");
        TestProcesses.awaitEnd(Long.parseLong(Files.readString(pid).strip()));
    }
}
