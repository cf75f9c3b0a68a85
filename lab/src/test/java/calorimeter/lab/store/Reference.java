// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/// The arrays of src/test/python/make_store_goldens.py, and the files that it wrote.
public final class Reference {

    private Reference() {}

    public static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Reference.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    public static List<TensorData> tensors() {
        float[] special = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, -0f, Float.MIN_VALUE};
        double[] cube = new double[24];
        for (int i = 0; i < cube.length; i++) {
            cube[i] = i;
        }
        return List.of(
                TensorData.of("layer.weight", new int[] {2, 3}, new float[] {0, 0.25f, 0.5f, 0.75f, 1, 1.25f}),
                TensorData.of("layer.bias", new int[] {3}, new double[] {0.1, -2.5, 1e300}),
                TensorData.of("loss", new int[] {}, new double[] {Math.PI}),
                TensorData.of("special", new int[] {5}, special),
                TensorData.of("empty", new int[] {0, 4}, new float[] {}),
                TensorData.of("cube", new int[] {2, 3, 4}, cube));
    }
}
