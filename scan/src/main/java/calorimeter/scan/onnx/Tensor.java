// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.TensorInfo;
import calorimeter.scan.source.ModelException;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;

/// A tensor that the model has handed out, row-major. Booleans are 1 and 0.
final class Tensor {

    private final int[] dims;
    private final boolean condition;
    private final FloatBuffer floats;
    private final double[] doubles;

    private final boolean half;

    private static final FloatBuffer NONE = FloatBuffer.allocate(0);

    private Tensor(long[] dims, boolean condition, boolean half, FloatBuffer floats, double[] doubles) {
        this.half = half;
        this.dims = Arrays.stream(dims).mapToInt(Math::toIntExact).toArray();
        this.condition = condition;
        this.floats = floats;
        this.doubles = doubles;
    }

    static Tensor of(String name, OnnxValue value) {
        if (!(value instanceof OnnxTensor tensor)) {
            throw new ModelException("the output " + name + " is no tensor");
        }
        TensorInfo info = tensor.getInfo();
        return switch (info.type) {
            case FLOAT, FLOAT16, BFLOAT16 ->
                new Tensor(
                        info.getShape(),
                        false,
                        info.type != OnnxJavaType.FLOAT,
                        tensor.getFloatBuffer(),
                        new double[0]);
            case DOUBLE -> {
                DoubleBuffer buffer = tensor.getDoubleBuffer();
                double[] values = new double[buffer.remaining()];
                buffer.get(values);
                yield new Tensor(info.getShape(), false, false, NONE, values);
            }
            case BOOL, INT8, UINT8 -> {
                ByteBuffer bytes = tensor.getByteBuffer();
                double[] values = new double[bytes.remaining()];
                Arrays.setAll(values, bytes::get);
                yield new Tensor(info.getShape(), info.type == OnnxJavaType.BOOL, false, NONE, values);
            }
            case INT32 ->
                whole(
                        info,
                        Arrays.stream(array(tensor.getIntBuffer()))
                                .asDoubleStream()
                                .toArray());
            case INT64 ->
                whole(
                        info,
                        Arrays.stream(array(tensor.getLongBuffer()))
                                .asDoubleStream()
                                .toArray());
            default -> throw new ModelException("the tensor " + name + " is of " + info.type);
        };
    }

    private static Tensor whole(TensorInfo info, double[] values) {
        return new Tensor(info.getShape(), false, false, NONE, values);
    }

    private static int[] array(java.nio.IntBuffer buffer) {
        int[] values = new int[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    private static long[] array(java.nio.LongBuffer buffer) {
        long[] values = new long[buffer.remaining()];
        buffer.get(values);
        return values;
    }

    /// The same elements under another shape.
    Tensor reshaped(long... shape) {
        return new Tensor(shape, condition, half, floats, doubles);
    }

    boolean isCondition() {
        return condition;
    }

    /// Whether elements have fewer digits than a float.
    boolean isHalf() {
        return half;
    }

    int rank() {
        return dims.length;
    }

    /// Extent `i`; counted from the last for negative numbers.
    int dim(int i) {
        return dims[i < 0 ? dims.length + i : i];
    }

    /// All extents; a copy.
    int[] dims() {
        return dims.clone();
    }

    int elements() {
        return floats.capacity() + doubles.length;
    }

    double at(int i) {
        return isDouble() ? doubles[i] : floats.get(i);
    }

    /// Copies `count` elements from element `from` on; they are floats.
    void read(int from, int count, float[] target) {
        floats.get(from, target, 0, count);
    }

    /// Whether elements have more digits than a float.
    boolean isDouble() {
        return floats.capacity() == 0;
    }

    String shape() {
        return Arrays.toString(dims);
    }
}
