// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Turns Ctrl-C and SIGTERM into a request to stop at a checkpoint, and holds the JVM's end back until that
/// is done.
///
/// Closing it says that it is done. kill -9 needs no such help: the store is durable at every instant.
public final class StopSignal implements AutoCloseable {

    /// A step and a checkpoint take far less; whoever waits longer has a stuck disk and should be let go.
    private static final long LONGEST_WAIT_SECONDS = 60;

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean requested;
    private final Thread hook = new Thread(this::terminate, "calorimeter-stop");

    private StopSignal() {}

    public static StopSignal onTermination() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    public boolean requested() {
        return requested;
    }

    private void terminate() {
        requested = true;
        try {
            boolean inTime = finished.await(LONGEST_WAIT_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println(
                        "calorimeter: gave up waiting for a checkpoint; the run continues from the last one");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException terminating) {
            // The hook is what is running; it ends now that the work is done.
        }
    }
}
