// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import calorimeter.scan.source.ModelException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntToLongFunction;

/// What the graph asks for, filled for one prompt: tokens, a mask of ones, segment 0, positions from 0, and
/// an empty past. A batch of fixed size holds the prompt several times; a prompt that is shorter than a
/// fixed length is padded behind, with 0 in the mask.
final class ModelInputs {

    private final Map<String, TensorInfo> inputs = new HashMap<>();
    private final String ids;
    private final boolean masked;
    private final int batch;
    private final int fixed;

    /// @throws ModelException when an input is not known
    ModelInputs(Map<String, NodeInfo> asked) {
        asked.forEach((name, node) -> {
            if (!(node.getInfo() instanceof TensorInfo tensor)) {
                throw new ModelException("the input " + name + " is no tensor, which is not known");
            }
            inputs.put(name, tensor);
        });
        ids = inputs.keySet().stream()
                .filter(name -> kind(name) == Kind.TOKENS)
                .findFirst()
                .orElseThrow(() -> new ModelException("it has no input input_ids; its inputs are " + inputs.keySet()));
        inputs.forEach(ModelInputs::require);
        masked = inputs.keySet().stream().anyMatch(name -> kind(name) == Kind.MASK);
        long[] shape = Objects.requireNonNull(inputs.get(ids)).getShape();
        batch = (int) Math.max(1, shape[0]);
        fixed = (int) Math.max(0, shape[1]);
    }

    private enum Kind {
        TOKENS,
        MASK,
        SEGMENTS,
        POSITIONS,
        PAST,
        UNKNOWN
    }

    private static Kind kind(String name) {
        String plain = name.toLowerCase(Locale.ROOT);
        return switch (plain) {
            case "input_ids" -> Kind.TOKENS;
            case "attention_mask", "input_mask" -> Kind.MASK;
            case "token_type_ids", "segment_ids" -> Kind.SEGMENTS;
            case "position_ids", "cache_position" -> Kind.POSITIONS;
            default -> plain.startsWith("past") ? Kind.PAST : Kind.UNKNOWN;
        };
    }

    private static void require(String name, TensorInfo tensor) {
        int rank = tensor.getShape().length;
        Kind kind = kind(name);
        boolean known = switch (kind) {
            case TOKENS, SEGMENTS -> rank == 2 && isInteger(tensor);
            case MASK -> rank == 2;
            case POSITIONS -> (rank == 1 || rank == 2) && isInteger(tensor);
            case PAST -> rank >= 3;
            case UNKNOWN -> false;
        };
        if (!known) {
            throw new ModelException("the input " + name + " of shape " + Arrays.toString(tensor.getShape()) + ", "
                    + tensor.type + ", is not known; known are input_ids, attention_mask, token_type_ids, position_ids,"
                    + " past_key_values");
        }
    }

    private static boolean isInteger(TensorInfo tensor) {
        return tensor.type == OnnxJavaType.INT64 || tensor.type == OnnxJavaType.INT32;
    }

    int batch() {
        return batch;
    }

    /// Tokens that the model sees for a prompt of so many.
    ///
    /// @throws ModelException when a fixed length does not allow it
    int length(int tokens) {
        if (fixed > 0 && (tokens > fixed || (tokens < fixed && !masked))) {
            throw new ModelException(
                    "it takes " + (masked ? "at most " : "exactly ") + fixed + " tokens but a prompt has " + tokens);
        }
        return fixed > 0 ? fixed : tokens;
    }

    /// Tokens that suffice to run it: two, or the fixed length of a model that has no mask for fewer.
    int fewest() {
        return fixed > 0 && !masked ? fixed : 2;
    }

    String tokens() {
        return ids;
    }

    /// Tensors for one prompt; the caller closes them.
    Map<String, OnnxTensor> of(int[] prompt, OrtEnvironment environment) throws OrtException {
        int length = length(prompt.length);
        Map<String, OnnxTensor> tensors = new HashMap<>();
        for (Map.Entry<String, TensorInfo> input : inputs.entrySet()) {
            TensorInfo info = input.getValue();
            Kind kind = kind(input.getKey());
            IntToLongFunction value = switch (kind) {
                case TOKENS -> i -> i < prompt.length ? prompt[i] : 0;
                case MASK -> i -> i < prompt.length ? 1 : 0;
                case POSITIONS -> i -> i;
                case SEGMENTS, PAST, UNKNOWN -> i -> 0;
            };
            long[] shape = kind == Kind.PAST
                    ? past(info.getShape())
                    : info.getShape().length == 1 ? new long[] {length} : new long[] {batch, length};
            tensors.put(input.getKey(), tensor(info.type, shape, length, value, environment));
        }
        return tensors;
    }

    /// The first extent without a number is the batch; of the others without a number, the past has none.
    private long[] past(long[] shape) {
        long[] past = shape.clone();
        boolean first = true;
        for (int i = 0; i < past.length; i++) {
            if (past[i] < 0) {
                past[i] = first && i < 2 ? batch : 0;
                first = false;
            }
        }
        return past;
    }

    private static OnnxTensor tensor(
            OnnxJavaType type, long[] shape, int length, IntToLongFunction value, OrtEnvironment environment)
            throws OrtException {
        int elements = Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Math.max(1, elements) * type.size).order(ByteOrder.nativeOrder());
        for (int i = 0; i < elements; i++) {
            long number = value.applyAsLong(i % length);
            switch (type) {
                case INT64 -> bytes.putLong(number);
                case INT32 -> bytes.putInt((int) number);
                case FLOAT -> bytes.putFloat((float) number);
                case FLOAT16 -> bytes.putShort(Float.floatToFloat16((float) number));
                case DOUBLE -> bytes.putDouble((double) number);
                case BOOL, INT8, UINT8 -> bytes.put((byte) number);
                default -> throw new ModelException("an input of " + type + " is not known");
            }
        }
        bytes.rewind().limit(elements * type.size);
        return OnnxTensor.createTensor(environment, bytes, shape, type);
    }

    static void close(Map<String, OnnxTensor> tensors) {
        tensors.values().forEach(OnnxTensor::close);
    }

    static ModelInputs of(OrtSession session) throws OrtException {
        return new ModelInputs(session.getInputInfo());
    }
}
