// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.measure;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Padding;
import calorimeter.physics.attention.HeadSimilarity;
import java.util.Arrays;

/// Products of the rows of all pairs of heads, Σ_j p_j^(h) p_j^(k), in single precision: terms are
/// positive, so no digits cancel.
final class HeadProducts {

    private final Kernel kernel = Kernels.active();
    private final int[] offsets;
    private final float[] products;
    private float[] rows = new float[0];

    HeadProducts(int heads) {
        offsets = new int[heads];
        products = new float[heads];
    }

    /// Adds those of one query.
    ///
    /// @param weights [heads × count]
    void add(double[][] weights, int count, HeadSimilarity similarity) {
        int stride = Padding.round(count);
        int heads = offsets.length;
        if (rows.length < heads * stride) {
            rows = new float[heads * stride];
        }
        for (int head = 0; head < heads; head++) {
            offsets[head] = head * stride;
            for (int j = 0; j < count; j++) {
                rows[head * stride + j] = (float) weights[head][j];
            }
            Arrays.fill(rows, head * stride + count, (head + 1) * stride, 0f);
        }
        for (int head = 0; head < heads; head++) {
            kernel.dotRows(rows, offsets, head, heads - head, rows, offsets[head], stride, products);
            for (int other = head; other < heads; other++) {
                similarity.add(head, other, products[other]);
            }
        }
    }
}
