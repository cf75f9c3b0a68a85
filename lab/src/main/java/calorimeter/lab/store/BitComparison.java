package calorimeter.lab.store;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Compares a run of a store with one of the same identity in a bundle: ends, rows, and the tensors of a checkpoint
/// that
/// both have. Machines and times may differ.
final class BitComparison {

    private BitComparison() {}

    /// @throws ReproducibilityException naming the first difference, and by what each was computed
    static void requireSame(RunStore store, RunRecord here, RunBundle bundle) {
        RunRecord there = bundle.run();
        boolean ended = !here.status().isResumable() && !there.status().isResumable();
        String difference = ended ? differenceOfEnds(here, there) : null;
        if (difference == null) {
            difference = differenceOfRows(store.series(here), bundle.series(), ended);
        }
        if (difference == null && bundle.checkpoint() != null) {
            difference = differenceOfTensors(store.checkpoints(here), bundle.checkpoint());
        }
        if (difference != null) {
            throw ReproducibilityException.ofBundle(
                    here, there, difference, inWords(store.sessions(here)), inWords(bundle.sessions()));
        }
    }

    private static String inWords(List<Provenance> sessions) {
        return sessions.stream().map(Provenance::inWords).distinct().collect(Collectors.joining("; then "));
    }

    private static @Nullable String differenceOfEnds(RunRecord here, RunRecord there) {
        if (here.status() == there.status() && here.step() == there.step()) {
            return null;
        }
        return "it has " + here.status() + " at step " + here.step() + ", not " + there.status() + " at step "
                + there.step();
    }

    /// Columns that only one of them records, as a newer program may, are no difference.
    private static @Nullable String differenceOfRows(RunSeries here, RunSeries there, boolean ended) {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < there.columns().size(); i++) {
            positions.put(there.columns().get(i).name(), i);
        }
        for (int row = 0; row < Math.min(here.size(), there.size()); row++) {
            if (here.step(row) != there.step(row)) {
                return "row " + (row + 1) + " is of step " + here.step(row) + ", not " + there.step(row);
            }
            for (int i = 0; i < here.columns().size(); i++) {
                Integer position = positions.get(here.columns().get(i).name());
                if (position != null && !sameBits(here.value(row, i), there.value(row, position))) {
                    return "at step " + here.step(row) + " column "
                            + here.columns().get(i).name() + " is "
                            + ReproducibilityException.withBits(here.value(row, i)) + ", not "
                            + ReproducibilityException.withBits(there.value(row, position));
                }
            }
        }
        return ended && here.size() != there.size() ? "it has " + here.size() + " rows, not " + there.size() : null;
    }

    private static boolean sameBits(double a, double b) {
        return Double.doubleToRawLongBits(a) == Double.doubleToRawLongBits(b);
    }

    /// Parameters and whatever else both checkpoints of a step hold.
    private static @Nullable String differenceOfTensors(CheckpointStore checkpoints, Checkpoint there) {
        if (!checkpoints.steps().contains(there.step())) {
            return null;
        }
        Map<String, TensorData> tensors = checkpoints.load(there.step()).tensors().stream()
                .collect(Collectors.toMap(TensorData::name, tensor -> tensor));
        return there.tensors().stream()
                .filter(tensor -> tensors.containsKey(tensor.name()) && !tensor.equals(tensors.get(tensor.name())))
                .findFirst()
                .map(tensor -> "the checkpoints of step " + there.step() + " differ in " + tensor.name())
                .orElse(null);
    }
}
