// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Processes that a test expects to be ended.
final class TestProcesses {

    private static final long SECONDS = 10;

    private TestProcesses() {}

    /// Returns when it has ended.
    ///
    /// @throws java.util.concurrent.TimeoutException when it goes on
    static void awaitEnd(long pid) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent()) {
            process.get().onExit().get(SECONDS, TimeUnit.SECONDS);
        }
    }
}
