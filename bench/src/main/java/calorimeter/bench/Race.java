package calorimeter.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// Measures several things side by side: rounds in which each has one turn, always in the same order, so that a
/// slow drift of the machine meets all of them alike.
public final class Race {

    private final int pauseMilliseconds;
    private final Map<String, DoubleSupplier> entries = new LinkedHashMap<>();
    private final Map<String, String> dropped = new LinkedHashMap<>();

    /// @param pauseMilliseconds before every turn
    public Race(int pauseMilliseconds) {
        this.pauseMilliseconds = pauseMilliseconds;
    }

    /// @param turn measures once; a [PeerException] drops the entry out of the race
    public Race add(String name, DoubleSupplier turn) {
        entries.put(name, turn);
        return this;
    }

    /// What dropped out of [#run], and why, in the order in which it happened.
    public Map<String, String> dropped() {
        return Collections.unmodifiableMap(dropped);
    }

    /// All that stayed to the end, in the order in which they were added.
    public Map<String, Sample> run(int rounds) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        entries.keySet().forEach(name -> values.put(name, new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            entries.forEach((name, turn) -> {
                List<Double> measured = values.get(name);
                if (measured != null && !turn(name, turn, measured)) {
                    values.remove(name);
                }
            });
        }
        Map<String, Sample> samples = new LinkedHashMap<>();
        values.forEach((name, measured) -> samples.put(
                name,
                Sample.of(measured.stream().mapToDouble(Double::doubleValue).toArray())));
        return samples;
    }

    /// Returns whether the entry stays in the race.
    private boolean turn(String name, DoubleSupplier turn, List<Double> measured) {
        pause();
        try {
            measured.add(turn.getAsDouble());
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
