package calorimeter.lab.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A checkpoint as a valid safetensors file that can tell whether any of its bytes has changed.
///
/// The first metadata entry is the SHA-256 of the whole file (length, header and tensors) as it was when the 64
/// digits of that entry were still zeros. It stands at a fixed place, so nothing needs to be parsed before it
/// is checked:
///
/// ```
/// LLLLLLLL{"__metadata__":{"sha256":"dddd…dddd","step":"123",…},"name":{…},…}   data
/// ```
final class CheckpointFile {

    private static final String DIGEST_KEY = "sha256";
    private static final String STEP_KEY = "step";

    static final List<String> RESERVED_KEYS = List.of(DIGEST_KEY, STEP_KEY);

    private static final byte[] PREFIX =
            ("{\"" + Safetensors.METADATA + "\":{\"" + DIGEST_KEY + "\":\"").getBytes(StandardCharsets.US_ASCII);
    private static final int DIGEST_BEGIN = Long.BYTES + PREFIX.length;
    private static final int DIGEST_END = DIGEST_BEGIN + Sha256.HEX_LENGTH;

    private CheckpointFile() {}

    static byte[] encode(Checkpoint checkpoint) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(DIGEST_KEY, "0".repeat(Sha256.HEX_LENGTH));
        metadata.put(STEP_KEY, Long.toString(checkpoint.step()));
        metadata.putAll(checkpoint.metadata());
        byte[] bytes = Safetensors.encode(metadata, checkpoint.tensors());
        byte[] digest = Sha256.hex(bytes).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digest, 0, bytes, DIGEST_BEGIN, digest.length);
        return bytes;
    }

    /// @throws IllegalArgumentException saying what is wrong with the file ("it", "its")
    static Checkpoint decode(byte[] bytes, long expectedStep) {
        Checkpoint checkpoint = decode(bytes);
        if (checkpoint.step() != expectedStep) {
            throw new IllegalArgumentException("it holds step " + checkpoint.step() + ", not the one in its name");
        }
        return checkpoint;
    }

    /// @throws IllegalArgumentException saying what is wrong with the file ("it", "its")
    static Checkpoint decode(byte[] bytes) {
        requireIntact(bytes);
        Safetensors.Content content = Safetensors.decode(bytes);
        Map<String, String> metadata = new LinkedHashMap<>(content.metadata());
        String step = metadata.getOrDefault(STEP_KEY, "none");
        if (!step.matches("[0-9]{1,18}")) {
            throw new IllegalArgumentException("it names no step but '" + step + "'");
        }
        RESERVED_KEYS.forEach(metadata::remove);
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
