// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.scan.source.ModelException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A tensor in a mapped safetensors file, row-major. It is read as float32, which holds every float16 and
/// bfloat16 exactly; [#number] reads a single element of any type.
public final class StoredTensor {

    private final String name;
    private final Type type;
    private final long[] shape;
    private final MemorySegment bytes;

    /// @param bytes the elements, little-endian
    StoredTensor(String name, Type type, long[] shape, MemorySegment bytes) {
        this.name = name;
        this.type = type;
        this.shape = shape;
        this.bytes = bytes;
    }

    public String name() {
        return name;
    }

    /// False for elements of another type than those of [Type].
    public boolean isRead() {
        return shape.length != 1 || shape[0] >= 0;
    }

    Type type() {
        return type;
    }

    public long[] shape() {
        return shape;
    }

    MemorySegment bytes() {
        return bytes;
    }

    private static final ValueLayout.OfFloat FLOAT =
            ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfShort SHORT =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);
    private static final ValueLayout.OfDouble DOUBLE =
            ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    /// Element types that are read.
    enum Type {
        F64(8),
        F32(4),
        F16(2),
        BF16(2),
        /// Only masks of dumped scores have it.
        BOOL(1);

        final int width;

        Type(int width) {
            this.width = width;
        }
    }

    /// The extents but the first multiplied: elements of a row.
    long columns() {
        return Arrays.stream(shape).skip(1).reduce(1, Math::multiplyExact);
    }

    long rows() {
        return shape.length == 0 ? 1 : shape[0];
    }

    /// Copies `count` elements from element `from` on.
    ///
    /// @throws ModelException when one is not finite
    void read(long from, int count, float[] target, int offset) {
        for (int i = 0; i < count; i++) {
            float value = element(from + i);
            if (!Float.isFinite(value)) {
                throw new ModelException("element " + (from + i) + " of the tensor " + name + " is " + value
                        + ": a model with weights that are not finite cannot be scanned");
            }
            target[offset + i] = value;
        }
    }

    private float element(long i) {
        return type == Type.F32 ? bytes.get(FLOAT, i * 4) : (float) number(i);
    }

    public double number(long i) {
        return switch (type) {
            case F64 -> bytes.get(DOUBLE, i * 8);
            case F32 -> bytes.get(FLOAT, i * 4);
            case F16 -> Float.float16ToFloat(bytes.get(SHORT, i * 2));
            case BF16 -> Float.intBitsToFloat(bytes.get(SHORT, i * 2) << 16);
            case BOOL -> bytes.get(ValueLayout.JAVA_BYTE, i);
        };
    }

    /// All elements.
    float[] floats() {
        float[] values = new float[Math.toIntExact(Math.multiplyExact(rows(), columns()))];
        read(0, values.length, values, 0);
        unload();
        return values;
    }

    /// Gives the file's pages back: what was read takes memory as floats.
    void unload() {
        if (bytes.isMapped()) {
            bytes.unload();
        }
    }
}
