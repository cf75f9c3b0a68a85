// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import java.util.Arrays;
import java.util.List;

/// Sums held in whole arrays. A part is a chunk of one of them: those of the first array come first.
public final class ArraySums {

    private final Kernel kernel;
    private final List<float[]> arrays;

    public ArraySums(Kernel kernel, List<float[]> arrays) {
        this.kernel = kernel;
        this.arrays = arrays;
    }

    public float[] array(int index) {
        return arrays.get(index);
    }

    public void clear() {
        for (float[] array : arrays) {
            Arrays.fill(array, 0f);
        }
    }

    public int parts() {
        int parts = 0;
        for (float[] array : arrays) {
            parts += Chunks.ofElements(array.length).count();
        }
        return parts;
    }

    public void add(ArraySums other, int part) {
        int chunk = part;
        for (int i = 0; i < arrays.size(); i++) {
            Chunks chunks = Chunks.ofElements(array(i).length);
            if (chunk < chunks.count()) {
                int from = chunks.first(chunk);
                kernel.add(other.array(i), from, array(i), from, chunks.length(chunk));
                return;
            }
            chunk -= chunks.count();
        }
    }
}
