package calorimeter.lab.store;

import calorimeter.lab.text.NearestNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The state from which a run goes on as if it had never stopped: everything that the next step depends on.
///
/// @param step the last step that is contained
/// @param tensors parameters, optimiser moments …; of distinct names, kept sorted by name
/// @param metadata what is not an array: counters, positions of random streams; keys must not be those that the
///     file itself uses (`sha256`, `step`)
public record Checkpoint(long step, List<TensorData> tensors, Map<String, String> metadata) {

    /// The beginning of the names of tensors that only the next step needs: the optimiser's moments.
    public static final String OPTIMIZER = "optimizer/";

    public Checkpoint {
        if (step < 0) {
            throw new IllegalArgumentException("a checkpoint's step is " + step + " but cannot be negative");
        }
        List<TensorData> sorted = new ArrayList<>(tensors);
        sorted.sort(Comparator.comparing(TensorData::name));
        Set<String> names = new HashSet<>();
        for (TensorData tensor : sorted) {
            if (!names.add(tensor.name())) {
                throw new IllegalArgumentException("two tensors of a checkpoint are named '" + tensor.name() + "'");
            }
        }
        for (String reserved : CheckpointFile.RESERVED_KEYS) {
            if (metadata.containsKey(reserved)) {
                throw new IllegalArgumentException("a checkpoint's metadata cannot have the key '" + reserved + "'");
            }
        }
        tensors = List.copyOf(sorted);
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
    }

    /// The same state of a run that has no next step.
    Checkpoint withoutOptimizer() {
        return new Checkpoint(
                step,
                tensors.stream()
                        .filter(tensor -> !tensor.name().startsWith(OPTIMIZER))
                        .toList(),
                metadata);
    }

    /// The tensor of this name.
    ///
    /// @throws IllegalArgumentException if there is no such tensor
    public TensorData tensor(String name) {
        for (TensorData tensor : tensors) {
            if (tensor.name().equals(name)) {
                return tensor;
            }
        }
        List<String> names = tensors.stream().map(TensorData::name).toList();
        throw new IllegalArgumentException("the checkpoint of step " + step + " has no tensor '" + name + "'"
                + NearestNames.suggestion(name, names));
    }
}
