// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.util.List;

/// How much is measured.
///
/// @param rounds in which everyone has a turn
/// @param turnSeconds about how long a turn lasts
/// @param warmUpSeconds how long everyone runs before the first round
/// @param threads of every contestant
/// @param memorySteps steps of the training whose memory is measured
/// @param pauseMilliseconds before every turn
public record BenchmarkSettings(
        List<BenchmarkCase> cases,
        int rounds,
        double turnSeconds,
        double warmUpSeconds,
        int threads,
        int memorySteps,
        int pauseMilliseconds) {

    /// Threads that wait for work by looking for it give up within a few milliseconds (libgomp, XLA and our own
    /// crew do so); after this pause none of them takes a core from the next.
    private static final int PAUSE_MILLISECONDS = 20;

    public BenchmarkSettings {
        cases = List.copyOf(cases);
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + " but must be at least 1");
        }
    }

    /// @param quick minutes instead of a quarter of an hour; the compilers of all sides are hardly warm
    public static BenchmarkSettings of(List<BenchmarkCase> cases, int rounds, int threads, boolean quick) {
        return quick
                ? new BenchmarkSettings(cases, rounds, 0.2, 1, threads, 200, PAUSE_MILLISECONDS)
                : new BenchmarkSettings(cases, rounds, 1, 4, threads, 1000, PAUSE_MILLISECONDS);
    }
}
