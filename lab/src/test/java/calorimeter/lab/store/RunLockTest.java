// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RunLockTest {

    @TempDir
    Path folder;

    /// Holds the lock of the folder until it is killed.
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            RunLock lock = RunLock.acquire(Path.of(arguments[0]));
            System.out.println("held in " + lock.folder());
            System.in.read();
        }
    }

    /// Tries once and says what came of it.
    static final class Rival {
        private Rival() {}

        public static void main(String[] arguments) {
            Path folder = Path.of(arguments[0]);
            try (RunLock lock = RunLock.acquire(folder)) {
                System.out.println("acquired " + lock.folder());
            } catch (StoreException e) {
                System.out.println("refused, held: " + RunLock.isHeld(folder) + ", " + e.getMessage());
            }
        }
    }

    @Test
    void aSecondProcessIsRefusedUntilTheFirstIsKilled() throws Exception {
        try (ChildProcess holder = ChildProcess.run(Holder.class, folder.toString())) {
            assertThat(holder.readLine()).startsWith("held");
            assertThat(RunLock.isHeld(folder)).isTrue();
            assertThatThrownBy(() -> RunLock.acquire(folder))
                    .isInstanceOf(StoreException.class)
                    .hasMessageMatching(
                            "run .* is being written by process \\d+; wait until it has finished, or stop it");
            holder.kill();
            assertThat(RunLock.isHeld(folder)).isFalse();
            RunLock.acquire(folder).close();
        }
    }

    /// Closing any descriptor of the file would give the lock away (POSIX), so asking whether it is held, or
    /// trying to take it again, must not open it.
    @Test
    void askingInThisProcessDoesNotGiveTheLockAway() throws Exception {
        try (RunLock lock = RunLock.acquire(folder)) {
            assertThat(RunLock.isHeld(lock.folder())).isTrue();
            assertThat(RunLock.isHeld(folder.resolve("..").resolve(folder.getFileName())))
                    .isTrue();
            assertThatThrownBy(() -> RunLock.acquire(folder)).hasMessageContaining("written by this process");
            try (ChildProcess rival = ChildProcess.run(Rival.class, folder.toString())) {
                assertThat(rival.readLine())
                        .startsWith("refused, held: true, ")
                        .contains("is being written by process "
                                + ProcessHandle.current().pid());
            }
        }
        assertThat(RunLock.isHeld(folder)).isFalse();
        try (ChildProcess rival = ChildProcess.run(Rival.class, folder.toString())) {
            assertThat(rival.readLine()).startsWith("acquired");
        }
    }

    @Test
    void aRunWithoutAFolderIsNotHeld() {
        assertThat(RunLock.isHeld(folder.resolve("none"))).isFalse();
    }
}
