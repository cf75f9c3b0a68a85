package calorimeter.bench;

import calorimeter.engine.kernel.Kernel;
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
    private final float[] a;
    private final int aStride;
    private final float[] b;
    private final int bStride;
    private final PackedMatrix packed;
    private final float[] c;
    private final int cStride;

    EngineProduct(Kernel kernel, ProductShape shape) {
        this.kernel = kernel;
        this.shape = shape;
        weightGradient = shape.kind() == ProductShape.Kind.TN;
        aStride = Padding.activationStride(weightGradient ? shape.rows() : shape.inner());
        a = new float[Padding.FIRST + (weightGradient ? shape.inner() : shape.rows()) * aStride];
        bStride = Padding.activationStride(shape.columns());
        b = new float[Padding.FIRST + shape.inner() * bStride];
        cStride = weightGradient ? Padding.round(shape.columns()) : Padding.activationStride(shape.columns());
        c = new float[Padding.FIRST + shape.rows() * cStride];
        Arrays.fill(a, 0.5f);
        Arrays.fill(b, 0.25f);
        packed = new PackedMatrix(shape.inner(), shape.columns());
        packed.pack(b, Padding.FIRST, bStride);
    }

    /// Seconds of so many products.
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
        int row = Padding.FIRST + from * cStride;
        if (!weightGradient) {
            packed.multiply(kernel, to - from, a, Padding.FIRST + from * aStride, aStride, c, row, cStride, false);
            return;
        }
        kernel.multiply(
                to - from,
                shape.inner(),
                Padding.round(shape.columns()),
                a,
                Padding.FIRST + from,
                1,
                aStride,
                b,
                Padding.FIRST,
                bStride,
                PackedMatrix.PANEL,
                c,
                row,
                cStride,
                true);
    }
}
