package calorimeter.lab.store;

import java.util.Arrays;

/// Checks shared by the two kinds of tensor.
final class TensorShape {

    private TensorShape() {}

    /// @throws IllegalArgumentException if the name cannot stand in a file or the shape does not hold `length`
    ///     values
    static void require(String name, int[] shape, int length) {
        if (name.isEmpty() || name.equals(Safetensors.METADATA)) {
            throw new IllegalArgumentException("a tensor cannot be named '" + name + "'");
        }
        if (size(name, shape) != length) {
            throw new IllegalArgumentException("tensor " + name + " of shape " + Arrays.toString(shape) + " has "
                    + size(name, shape) + " elements but " + length + " values");
        }
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
}
