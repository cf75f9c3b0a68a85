// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// A named array of floats, doubles or 64-bit integers in row-major order, as it stands in a file: little-endian.
/// Immutable; equality is of name, type, shape and bits, so a NaN equals itself and the zeros of either sign differ.
public final class TensorData {

    /// Element types, under the names that safetensors gives them.
    public enum Type {
        F32(Float.BYTES),
        F64(Double.BYTES),
        I64(Long.BYTES);

        private final int width;

        Type(int width) {
            this.width = width;
        }

        public int width() {
            return width;
        }
    }

    private final String name;
    private final Type type;
    private final int[] shape;
    private final byte[] bits;

    private TensorData(String name, Type type, int[] shape, byte[] bits) {
        if (name.isEmpty() || name.equals(Safetensors.METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be named '" + name + "'");
        }
        int values = bits.length / type.width;
        if (size(name, shape) != values) {
            throw new IllegalArgumentException("tensor " + name + " of shape " + Arrays.toString(shape) + " has "
                    + size(name, shape) + " elements but " + values + " values");
        }
        this.name = name;
        this.type = type;
        this.shape = shape.clone();
        this.bits = bits;
    }

    /// @throws IllegalArgumentException if the shape does not hold exactly these values
    public static TensorData of(String name, int[] shape, float[] values) {
        byte[] bits = new byte[Math.multiplyExact(values.length, Float.BYTES)];
        buffer(bits).asFloatBuffer().put(values);
        return new TensorData(name, Type.F32, shape, bits);
    }

    /// @throws IllegalArgumentException if the shape does not hold exactly these values
    public static TensorData of(String name, int[] shape, double[] values) {
        byte[] bits = new byte[Math.multiplyExact(values.length, Double.BYTES)];
        buffer(bits).asDoubleBuffer().put(values);
        return new TensorData(name, Type.F64, shape, bits);
    }

    /// @throws IllegalArgumentException if the shape does not hold exactly these values
    public static TensorData of(String name, int[] shape, long[] values) {
        byte[] bits = new byte[Math.multiplyExact(values.length, Long.BYTES)];
        buffer(bits).asLongBuffer().put(values);
        return new TensorData(name, Type.I64, shape, bits);
    }

    /// Takes as many bytes from the buffer as the shape holds.
    static TensorData take(String name, Type type, int[] shape, ByteBuffer in) {
        byte[] bits = new byte[Math.multiplyExact(type.width, size(name, shape))];
        in.get(bits);
        return new TensorData(name, type, shape, bits);
    }

    private static ByteBuffer buffer(byte[] bits) {
        return ByteBuffer.wrap(bits).order(ByteOrder.LITTLE_ENDIAN);
    }

    /// The product of the extents; 1 for a single number.
    static int size(String name, int[] shape) {
        long size = 1;
        for (int extent : shape) {
            if (extent < 0) {
                throw new IllegalArgumentException(
                        "tensor " + name + " has shape " + Arrays.toString(shape) + " with a negative extent");
            }
            size *= extent;
            if (size > Integer.MAX_VALUE) {
                throw new IllegalArgumentException("tensor " + name + " of shape " + Arrays.toString(shape)
                        + " has more than " + Integer.MAX_VALUE + " elements");
            }
        }
        return (int) size;
    }

    public String name() {
        return name;
    }

    /// The same numbers under another name.
    public TensorData named(String other) {
        return new TensorData(other, type, shape, bits);
    }

    public Type type() {
        return type;
    }

    /// The extents, outermost first; empty for a single number. A copy.
    public int[] shape() {
        return shape.clone();
    }

    public int size() {
        return bits.length / type.width;
    }

    /// The elements as they stand in a file.
    public ByteBuffer bytes() {
        return buffer(bits).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    /// @throws IllegalArgumentException if the elements are doubles
    public float[] floats() {
        if (type != Type.F32) {
            throw new IllegalArgumentException(name + " is not float32");
        }
        float[] values = new float[size()];
        buffer(bits).asFloatBuffer().get(values);
        return values;
    }

    /// @throws IllegalArgumentException if the elements are floats
    public double[] doubles() {
        if (type != Type.F64) {
            throw new IllegalArgumentException(name + " is not float64");
        }
        double[] values = new double[size()];
        buffer(bits).asDoubleBuffer().get(values);
        return values;
    }

    /// @throws IllegalArgumentException if the elements are no integers
    public long[] longs() {
        if (type != Type.I64) {
            throw new IllegalArgumentException(name + " is not int64");
        }
        long[] values = new long[size()];
        buffer(bits).asLongBuffer().get(values);
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TensorData that
                && name.equals(that.name)
                && type == that.type
                && Arrays.equals(shape, that.shape)
                && Arrays.equals(bits, that.bits);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return name + " " + type + Arrays.toString(shape);
    }
}
