// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Numbers that are carried from step to step, and into checkpoints as one tensor.
final class Carried {

    private final List<double[]> parts = new ArrayList<>();

    /// Numbers to be changed in place, 0 at first.
    double[] numbers(int count) {
        double[] numbers = new double[count];
        parts.add(numbers);
        return numbers;
    }

    Sums sums(int laws) {
        Sums sums = new Sums(laws);
        parts.addAll(sums.all());
        return sums;
    }

    double[] copy() {
        return parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    /// @throws IllegalArgumentException if there are not as many numbers
    void restore(String name, double[] saved) {
        int count = parts.stream().mapToInt(part -> part.length).sum();
        if (saved.length != count) {
            throw new IllegalArgumentException(
                    "tensor '" + name + "' has " + saved.length + " numbers but should have " + count);
        }
        int from = 0;
        for (double[] part : parts) {
            System.arraycopy(saved, from, part, 0, part.length);
            from += part.length;
        }
    }
}
