package calorimeter.lab.store;

/// A named array of numbers in row-major order, as it stands in a file. Immutable; equality is of name, shape
/// and bits, so a NaN equals itself and the zeros of either sign differ.
public sealed interface TensorData permits FloatTensor, DoubleTensor {

    String name();

    /// The extents, outermost first; empty for a single number. A copy.
    int[] shape();

    /// The number of elements: the product of the extents.
    int size();

    static TensorData of(String name, int[] shape, float[] values) {
        return new FloatTensor(name, shape, values);
    }

    static TensorData of(String name, int[] shape, double[] values) {
        return new DoubleTensor(name, shape, values);
    }
}
