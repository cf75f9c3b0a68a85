// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.kernel.Workers;
import java.util.Arrays;

/// A matrix product of the engine, called as a training step calls it: weights packed beforehand (once a step,
/// for many blocks), activations with the engine's strides, gradients of weights added to. Threads divide the
/// rows of C.
final class EngineProduct {

    /// What a thread's share of the rows is a multiple of: the kernel's tiles are six rows high.
    private static final int TILE = 6;

    private final Kernel kernel;
    private final ProductShape shape;
    private final boolean weightGradient;
    private final Matrix a;
    private final Rows b;
    private final PackedMatrix packed;
    private final Matrix c;

    EngineProduct(Kernel kernel, ProductShape shape) {
        this.kernel = kernel;
        this.shape = shape;
        weightGradient = shape.kind() == ProductShape.Kind.TN;
        Rows left = weightGradient ? new Rows(shape.inner(), shape.rows()) : new Rows(shape.rows(), shape.inner());
        a = weightGradient ? left.transposed : left.matrix;
        b = new Rows(shape.inner(), shape.columns());
        Arrays.fill(left.values, 0.5f);
        Arrays.fill(b.values, 0.25f);
        packed = new PackedMatrix(shape.inner(), shape.columns());
        packed.pack(b.matrix);
        c = weightGradient ? parameters(shape) : new Rows(shape.rows(), shape.columns()).matrix;
    }

    /// Laid out as a tensor of parameters.
    private static Matrix parameters(ProductShape shape) {
        int columns = Padding.round(shape.columns());
        return new Matrix(new float[Padding.FIRST + shape.rows() * columns], Padding.FIRST, columns, columns);
    }

    double time(Workers workers, int repeats) {
        int threads = workers.threads();
        int tiles = Math.ceilDiv(shape.rows(), TILE);
        long start = System.nanoTime();
        for (int i = 0; i < repeats; i++) {
            workers.run(
                    threads,
                    (worker, task) -> multiply(
                            Math.min(shape.rows(), tiles * task / threads * TILE),
                            Math.min(shape.rows(), tiles * (task + 1) / threads * TILE)));
        }
        return (System.nanoTime() - start) * 1e-9;
    }

    private void multiply(int from, int to) {
        if (weightGradient) {
            kernel.multiply(from, to - from, 0, shape.inner(), a, b.matrix, c, c);
        } else {
            packed.multiply(kernel, from, to - from, a, null, c);
        }
    }
}
