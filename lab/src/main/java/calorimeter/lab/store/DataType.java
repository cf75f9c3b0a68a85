package calorimeter.lab.store;

import java.nio.ByteBuffer;

/// The element types of tensors in files, under the names that safetensors gives them.
enum DataType {
    F32(Float.BYTES, "<f4"),
    F64(Double.BYTES, "<f8");

    private final int width;
    private final String numpy;

    DataType(int width, String numpy) {
        this.width = width;
        this.numpy = numpy;
    }

    static DataType of(TensorData tensor) {
        return switch (tensor) {
            case FloatTensor floats -> F32;
            case DoubleTensor doubles -> F64;
        };
    }

    /// Bytes of one element.
    int width() {
        return width;
    }

    /// The type's description in numpy's files: little-endian, floating, bytes.
    String numpy() {
        return numpy;
    }

    long bytes(TensorData tensor) {
        return (long) width * tensor.size();
    }

    /// Puts the values bit for bit in the buffer's byte order.
    static void put(TensorData tensor, ByteBuffer out) {
        switch (tensor) {
            case FloatTensor floats -> out.asFloatBuffer().put(floats.internalValues());
            case DoubleTensor doubles -> out.asDoubleBuffer().put(doubles.internalValues());
        }
        out.position(out.position() + (int) of(tensor).bytes(tensor));
    }

    /// Takes as many values from the buffer as the shape holds.
    TensorData take(String name, int[] shape, ByteBuffer in) {
        int size = TensorShape.size(name, shape);
        TensorData tensor = switch (this) {
            case F32 -> {
                float[] values = new float[size];
                in.asFloatBuffer().get(values);
                yield TensorData.of(name, shape, values);
            }
            case F64 -> {
                double[] values = new double[size];
                in.asDoubleBuffer().get(values);
                yield TensorData.of(name, shape, values);
            }
        };
        in.position(in.position() + width * size);
        return tensor;
    }
}
