package calorimeter.lab.store;

import java.util.Arrays;

/// A tensor of 32-bit IEEE 754 numbers.
public final class FloatTensor implements TensorData {

    private final String name;
    private final int[] shape;
    private final float[] values;

    /// @throws IllegalArgumentException if the shape does not hold exactly these values
    public FloatTensor(String name, int[] shape, float[] values) {
        TensorShape.require(name, shape, values.length);
        this.name = name;
        this.shape = shape.clone();
        this.values = values.clone();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int[] shape() {
        return shape.clone();
    }

    @Override
    public int size() {
        return values.length;
    }

    /// Row-major; a copy.
    public float[] values() {
        return values.clone();
    }

    /// The array itself, for writers of this package, which only read it.
    float[] internalValues() {
        return values;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FloatTensor that
                && name.equals(that.name)
                && Arrays.equals(shape, that.shape)
                && sameBits(that);
    }

    private boolean sameBits(FloatTensor that) {
        for (int i = 0; i < values.length; i++) {
            if (Float.floatToRawIntBits(values[i]) != Float.floatToRawIntBits(that.values[i])) {
                return false;
            }
        }
        return true;
    }

    /// [Arrays#hashCode] gives every NaN one value, which agrees with the finer equality here.
    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return name + " float" + Arrays.toString(shape);
    }
}
