// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import calorimeter.lab.text.NearestNames;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The state from which a run goes on as if it had never stopped: everything that the next step depends on.
///
/// Its file is a valid safetensors file that can tell whether any of its bytes has changed. The first metadata entry is
/// the SHA-256 of the whole file (length, header and tensors) as it was when the 64 digits of that entry were still
/// zeros. It stands at a fixed place, so nothing needs to be parsed before it is checked:
///
/// ```
/// LLLLLLLL{"__metadata__":{"sha256":"dddd…dddd","step":"123",…},"name":{…},…}   data
/// ```
///
/// @param step the last step that is contained
/// @param tensors parameters, optimiser moments …; of distinct names, kept sorted by name
/// @param metadata what is not an array: counters, positions of random streams; keys must not be those that the
///     file itself uses (`sha256`, `step`)
public record Checkpoint(long step, List<TensorData> tensors, Map<String, String> metadata) {

    /// The beginning of the names of tensors that only the next step needs: the optimiser's moments.
    public static final String OPTIMIZER = "optimizer/";

    private static final String DIGEST_KEY = "sha256";
    private static final String STEP_KEY = "step";
    private static final byte[] PREFIX =
            ("{\"" + Safetensors.METADATA + "\":{\"" + DIGEST_KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_BEGIN = Long.BYTES + PREFIX.length;
    private static final int DIGEST_END = DIGEST_BEGIN + Sha256.HEX_LENGTH;

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
        for (String reserved : List.of(DIGEST_KEY, STEP_KEY)) {
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
        return tensors.stream()
                .filter(tensor -> tensor.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the checkpoint of step " + step + " has no tensor '"
                        + name + "'"
                        + NearestNames.suggestion(
                                name, tensors.stream().map(TensorData::name).toList())));
    }

    byte[] encode() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put(DIGEST_KEY, "0".repeat(Sha256.HEX_LENGTH));
        all.put(STEP_KEY, Long.toString(step));
        all.putAll(metadata);
        byte[] bytes = Safetensors.encode(all, tensors);
        byte[] digest = Sha256.hex(bytes).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digest, 0, bytes, DIGEST_BEGIN, digest.length);
        return bytes;
    }

    /// @throws IllegalArgumentException saying what is wrong with the file ("it", "its")
    static Checkpoint decode(byte[] bytes) {
        requireIntact(bytes);
        Safetensors.Content content = SafetensorsReader.decode(bytes);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        metadata.remove(DIGEST_KEY);
        String step = metadata.remove(STEP_KEY);
        if (step == null || !step.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("it names no step but '" + step + "'");
        }
        return new Checkpoint(Long.parseLong(step), content.tensors(), metadata);
    }

    private static void requireIntact(byte[] bytes) {
        boolean hasDigest =
                bytes.length > DIGEST_END && Arrays.equals(bytes, Long.BYTES, DIGEST_BEGIN, PREFIX, 0, PREFIX.length);
        if (!hasDigest) {
            throw new IllegalArgumentException("it does not begin with a checksum");
        }
        String recorded = new String(bytes, DIGEST_BEGIN, Sha256.HEX_LENGTH, StandardCharsets.ISO_8859_1);
        byte[] original = bytes.clone();
        Arrays.fill(original, DIGEST_BEGIN, DIGEST_END, (byte) '0');
        if (!Sha256.hex(original).equals(recorded)) {
            throw new IllegalArgumentException("its SHA-256 checksum does not match its content");
        }
    }
}
