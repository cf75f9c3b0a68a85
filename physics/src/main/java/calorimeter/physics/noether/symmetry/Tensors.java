// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.noether.symmetry;

import java.util.Map;

/// Numbers of named tensors, row-major, in either precision: parameters, velocities or gradients of a model.
@FunctionalInterface
public interface Tensors {

    /// The entries of one tensor.
    ///
    /// @throws IllegalArgumentException if there is no tensor of this name
    Entries entries(String name);

    /// Entries of a tensor in row-major order.
    interface Entries {

        int length();

        double at(int index);
    }

    /// Tensors of arrays in double precision; they are not copied.
    static Tensors ofDoubles(Map<String, double[]> arrays) {
        return name -> of(found(arrays, name));
    }

    /// Tensors of arrays in single precision; they are not copied.
    static Tensors ofFloats(Map<String, float[]> arrays) {
        return name -> {
            float[] array = found(arrays, name);
            return new Entries() {
                @Override
                public int length() {
                    return array.length;
                }

                @Override
                public double at(int index) {
                    return array[index];
                }
            };
        };
    }

    private static Entries of(double[] array) {
        return new Entries() {
            @Override
            public int length() {
                return array.length;
            }

            @Override
            public double at(int index) {
                return array[index];
            }
        };
    }

    private static <T> T found(Map<String, T> arrays, String name) {
        T array = arrays.get(name);
        if (array == null) {
            throw new IllegalArgumentException("there is no tensor " + name + " among " + arrays.keySet());
        }
        return array;
    }
}
