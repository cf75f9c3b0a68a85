// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.lab.store.Failures;
import calorimeter.lab.text.NearestNames;
import calorimeter.scan.source.ModelException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// The tensors of a model folder: `model.safetensors`, or the shards that `model.safetensors.index.json`
/// names.
final class Weights implements AutoCloseable {

    static final String SINGLE = "model.safetensors";
    static final String INDEX = "model.safetensors.index.json";

    private final Path folder;
    private final SortedMap<String, StoredTensor> tensors = new TreeMap<>();
    private final Arena arena = Arena.ofShared();
    private final Shelf shelf = new Shelf();

    /// What is put before every name: heads on top of a model keep it under `bert.`, `model.` and the like.
    private String prefix = "";

    private Weights(Path folder) {
        this.folder = folder;
    }

    /// @throws ModelException when there are no weights or they are damaged
    static Weights open(Path folder) {
        Weights weights = new Weights(folder);
        try {
            if (Files.exists(folder.resolve(SINGLE))) {
                weights.add(folder.resolve(SINGLE));
            } else if (Files.exists(folder.resolve(INDEX))) {
                weights.addShards(folder.resolve(INDEX));
            } else {
                throw new ModelException(missing(folder));
            }
            return weights;
        } catch (RuntimeException e) {
            weights.close();
            throw e;
        }
    }

    private static String missing(Path folder) {
        for (String pickled : new String[] {"pytorch_model.bin", "pytorch_model.bin.index.json", "model.pt"}) {
            if (Files.exists(folder.resolve(pickled))) {
                return folder + " has its weights in " + pickled + ", a pickle, which can run any program when it is"
                        + " read. Convert it where you trust it: python -c \"import sys; from transformers import"
                        + " AutoModel; AutoModel.from_pretrained(sys.argv[1]).save_pretrained(sys.argv[1])\" "
                        + folder;
            }
        }
        return folder + " has neither " + SINGLE + " nor " + INDEX + ", so there are no weights to scan";
    }

    private void addShards(Path index) {
        JsonNode map = ConfigJson.read(index).path("weight_map");
        if (!(map instanceof ObjectNode names) || names.isEmpty()) {
            throw new ModelException(index + " has no weight_map");
        }
        TreeSet<String> files = new TreeSet<>();
        names.properties().forEach(entry -> files.add(entry.getValue().asText()));
        for (String file : files) {
            Path shard = folder.resolve(file);
            if (file.isEmpty() || !shard.normalize().startsWith(folder.normalize())) {
                throw new ModelException(index + " names the shard " + file + ", which lies outside of the folder");
            }
            if (!Files.isRegularFile(shard)) {
                throw new ModelException("the shard " + file + " that " + index + " names is missing");
            }
            add(shard);
        }
        names.properties().forEach(entry -> {
            if (!tensors.containsKey(entry.getKey())) {
                throw new ModelException("the tensor " + entry.getKey() + " is not in "
                        + entry.getValue().asText() + ", where " + index + " says it is");
            }
        });
    }

    private void add(Path file) {
        requireInside(file);
        for (StoredTensor tensor : TensorFile.map(file, arena)) {
            if (tensors.put(tensor.name(), tensor) != null) {
                throw new ModelException("the tensor " + tensor.name() + " stands in two files of " + folder);
            }
        }
    }

    /// A link may not lead out of the folder, unless the hub's own cache laid it: its snapshots link to
    /// `../../blobs`.
    private void requireInside(Path file) {
        try {
            Path real = file.toRealPath();
            Path root = folder.toRealPath();
            Path snapshots = root.getParent();
            boolean blob = snapshots != null
                    && snapshots.endsWith("snapshots")
                    && snapshots.resolveSibling("blobs").equals(real.getParent());
            if (!real.startsWith(root) && !blob) {
                throw new ModelException(file + " is a link to " + real + ", outside of the folder");
            }
        } catch (IOException e) {
            throw new ModelException("cannot read " + file + ": " + Failures.ofReading(e), e);
        }
    }

    /// Room for the weights of a layer.
    Shelf shelf() {
        return shelf;
    }

    /// Puts the first of some prefixes before every name that makes `name` exist.
    void choosePrefix(String name, String... prefixes) {
        prefix = Arrays.stream(prefixes)
                .filter(one -> tensors.containsKey(one + name))
                .findFirst()
                .orElse("");
    }

    boolean has(String name) {
        return hasExactly(prefix + name);
    }

    /// Whether a tensor of this whole name exists: heads stand outside of the prefix.
    boolean hasExactly(String name) {
        return tensors.containsKey(name);
    }

    /// @param shape that it must have
    /// @throws ModelException when it is missing or has another shape
    StoredTensor get(String name, long... shape) {
        return exactly(prefix + name, shape);
    }

    /// The tensor of this whole name, as [#get].
    StoredTensor exactly(String name, long... shape) {
        StoredTensor tensor = tensors.get(name);
        if (tensor == null) {
            String near = NearestNames.suggestion(name, tensors.keySet());
            throw new ModelException(folder + " has no tensor " + name + near);
        }
        if (!tensor.isRead()) {
            throw new ModelException(
                    "the tensor " + name + " of " + folder + " has elements of a type that is not read;" + " known are "
                            + Arrays.toString(StoredTensor.Type.values()));
        }
        if (!Arrays.equals(tensor.shape(), shape)) {
            throw new ModelException("the tensor " + tensor.name() + " of " + folder + " has the shape "
                    + Arrays.toString(tensor.shape()) + " but config.json asks for " + Arrays.toString(shape));
        }
        return tensor;
    }

    /// Elements of all tensors.
    double elements() {
        return tensors.values().stream()
                .filter(StoredTensor::isRead)
                .mapToDouble(tensor -> (double) tensor.rows() * tensor.columns())
                .sum();
    }

    /// The tensor, or nothing when there is none of this name.
    Optional<StoredTensor> find(String name, long... shape) {
        return has(name) ? Optional.of(get(name, shape)) : Optional.empty();
    }

    @Override
    public void close() {
        arena.close();
    }
}
