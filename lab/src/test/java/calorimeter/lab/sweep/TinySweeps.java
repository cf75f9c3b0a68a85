// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.kernel.Kernels;
import calorimeter.lab.store.RunStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/// Sweeps of a second.
final class TinySweeps {

    private static final Map<String, String> SMALL = Map.of(
            "width", "16",
            "heads", "2",
            "mlp-width", "32",
            "stop", "budget",
            "log-every", "10",
            "log-spaced", "0",
            "probe-size", "20");

    private TinySweeps() {}

    /// @param settings as `p=7,11`; they come before the small ones
    static Sweep of(String name, String... settings) {
        SweepGrid grid = new SweepGrid("nanda");
        SMALL.forEach((key, value) -> {
            if (Arrays.stream(settings).noneMatch(setting -> setting.startsWith(key + "="))) {
                grid.fix(key, value, "test");
            }
        });
        for (String setting : settings) {
            int equals = setting.indexOf('=');
            String key = setting.substring(0, equals);
            String text = setting.substring(equals + 1);
            if (SweepAxis.isList(text)) {
                grid.vary(SweepAxis.parse(key, text, "test"));
            } else {
                grid.fix(key, text, "test");
            }
        }
        return Sweep.of(name, grid.runs());
    }

    static SweepRunner.Options options(int cores) {
        return new SweepRunner.Options(
                cores, Kernels.vector(), "0.0.0", null, Duration.ofSeconds(10), () -> false, false);
    }

    static SweepSummary run(RunStore store, Sweep sweep, int cores) {
        return new SweepRunner(store, options(cores)).run(sweep, SweepListener.NONE);
    }

    /// True from the n-th question on: every run asks once after every step.
    static BooleanSupplier after(int asked) {
        AtomicInteger count = new AtomicInteger();
        return () -> count.incrementAndGet() >= asked;
    }

    /// All that a sweep leaves behind but for times, in its order.
    static List<String> results(RunStore store, Sweep sweep) {
        return SweepRun.of(store, sweep).stream()
                .map(run -> run.state() + " "
                        + Objects.requireNonNull(run.record()).name() + " " + run.step() + " "
                        + String.valueOf(run.record().resultJson()).replaceAll(",\"wall_seconds.*", ""))
                .toList();
    }
}
