// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/// Measures several things side by side: rounds in which each has one turn, always in the same order, so that a
/// slow drift of the machine meets all of them alike. A [PeerException] drops an entry out of the race.
final class Race {

    private final int pauseMilliseconds;
    private final Map<String, DoubleSupplier> turns = new LinkedHashMap<>();
    private final Map<String, String> dropped = new LinkedHashMap<>();

    /// @param pauseMilliseconds before every turn
    Race(int pauseMilliseconds) {
        this.pauseMilliseconds = pauseMilliseconds;
    }

    /// @param preparation warms up and returns what measures once
    void add(String name, Supplier<DoubleSupplier> preparation) {
        try {
            turns.put(name, preparation.get());
        } catch (PeerException failure) {
            dropped.put(name, failure.getMessage());
        }
    }

    /// Returns who dropped out, and why, in the order in which it happened.
    Map<String, String> dropped() {
        return Collections.unmodifiableMap(dropped);
    }

    /// Returns all that stayed to the end, in the order in which they were added.
    Map<String, Sample> run(int rounds) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (int round = 0; round < rounds; round++) {
            turns.entrySet().removeIf(entry -> !measure(entry.getKey(), entry.getValue(), values));
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        values.forEach((name, measured) -> {
            if (turns.containsKey(name)) {
                double[] all =
                        measured.stream().mapToDouble(Double::doubleValue).toArray();
                samples.put(name, Sample.of(all));
            }
        });
        return samples;
    }

    /// Returns whether the entry stays in the race.
    private boolean measure(String name, DoubleSupplier turn, Map<String, List<Double>> values) {
        pause();
        try {
            values.computeIfAbsent(name, key -> new ArrayList<>()).add(turn.getAsDouble());
            return true;
        } catch (PeerException failure) {
            dropped.put(name, failure.getMessage());
            return false;
        }
    }

    private void pause() {
        try {
            Thread.sleep(pauseMilliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
