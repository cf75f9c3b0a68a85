// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tensor that is written in the file.
final class GraphTensor {

    static final int FLOAT = 1;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int BOOL = 9;
    static final int FLOAT16 = 10;
    static final int DOUBLE = 11;
    static final int BFLOAT16 = 16;

    private static final ByteOrder ORDER = ByteOrder.LITTLE_ENDIAN;

    private final String name;
    private final int type;
    private final long[] dims;
    private final List<Wire.Field> fields;
    private final @Nullable Map<String, String> external;

    /// @param type the number that ONNX gives to element types
    /// @param external where its data lie when they lie in another file: keys `location`, `offset`, `length`
    GraphTensor(String name, int type, long[] dims, List<Wire.Field> fields, @Nullable Map<String, String> external) {
        this.name = name;
        this.type = type;
        this.dims = dims;
        this.fields = fields;
        this.external = external;
    }

    String name() {
        return name;
    }

    int type() {
        return type;
    }

    long[] dims() {
        return dims;
    }

    List<Wire.Field> fields() {
        return fields;
    }

    @Nullable
    Map<String, String> external() {
        return external;
    }

    static GraphTensor read(MemorySegment message) {
        String name = "";
        int type = 0;
        boolean elsewhere = false;
        List<Long> dims = new ArrayList<>();
        Map<String, String> external = new HashMap<>();
        List<Wire.Field> fields = Wire.fields(message);
        for (Wire.Field field : fields) {
            switch (field.number()) {
                case 1 -> Arrays.stream(field.integers()).forEach(dims::add);
                case 2 -> type = (int) field.value();
                case 8 -> name = field.text();
                case 13 -> external.put(text(field, 1), text(field, 2));
                case 14 -> elsewhere = field.value() == 1;
                default -> {}
            }
        }
        return new GraphTensor(
                name, type, dims.stream().mapToLong(Long::longValue).toArray(), fields, elsewhere ? external : null);
    }

    private static String text(Wire.Field entry, int number) {
        return entry.fields().stream()
                .filter(field -> field.number() == number)
                .map(Wire.Field::text)
                .findFirst()
                .orElse("");
    }

    long elements() {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    boolean isFloat() {
        return type == FLOAT || type == FLOAT16 || type == DOUBLE || type == BFLOAT16;
    }

    /// All elements, or null when they lie in another file or have a type that no score or mask has.
    double @Nullable [] values() {
        if (external != null) {
            return null;
        }
        for (Wire.Field field : fields) {
            switch (field.number()) {
                case 4 -> {
                    return field.type() == Wire.BYTES ? raw(field.payload(), FLOAT) : new double[] {field.float32()};
                }
                case 5, 7 -> {
                    return integers();
                }
                case 9 -> {
                    return raw(field.payload(), type);
                }
                case 10 -> {
                    return field.type() == Wire.BYTES
                            ? raw(field.payload(), DOUBLE)
                            : new double[] {Double.longBitsToDouble(field.value())};
                }
                default -> {}
            }
        }
        return new double[0];
    }

    /// float16 is kept among the integers, as bits.
    private double[] integers() {
        return fields.stream()
                .filter(field -> field.number() == 5 || field.number() == 7)
                .flatMapToLong(field -> Arrays.stream(field.integers()))
                .mapToDouble(value -> switch (type) {
                    case FLOAT16 -> Float.float16ToFloat((short) value);
                    case BFLOAT16 -> Float.intBitsToFloat((int) value << 16);
                    default -> value;
                })
                .toArray();
    }

    private static double @Nullable [] raw(MemorySegment data, int type) {
        return switch (type) {
            case FLOAT -> elements(data, 4, at -> data.get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ORDER), at));
            case DOUBLE -> elements(data, 8, at -> data.get(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ORDER), at));
            case INT32 -> elements(data, 4, at -> data.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(ORDER), at));
            case INT64 -> elements(data, 8, at -> data.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ORDER), at));
            case BOOL -> elements(data, 1, at -> data.get(ValueLayout.JAVA_BYTE, at));
            case FLOAT16 ->
                elements(
                        data,
                        2,
                        at -> Float.float16ToFloat(data.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ORDER), at)));
            case BFLOAT16 ->
                elements(
                        data,
                        2,
                        at -> Float.intBitsToFloat(
                                data.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ORDER), at) << 16));
            default -> null;
        };
    }

    private static double[] elements(MemorySegment data, int width, java.util.function.LongToDoubleFunction element) {
        double[] values = new double[Math.toIntExact(data.byteSize() / width)];
        Arrays.setAll(values, i -> element.applyAsDouble((long) i * width));
        return values;
    }
}
