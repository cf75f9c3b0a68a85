// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench.micro;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Matrix;
import calorimeter.engine.kernel.PackedMatrix;
import calorimeter.engine.kernel.Padding;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The three matrix products of a training step at the shapes of a block of rows: activations times packed
/// weights (NN), gradients times packed transposed weights (NT), and the gradient of the weights (TN). A call
/// of shape "96 128 512" does 2 · 96 · 128 · 512 floating-point operations.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:ObjectAlignmentInBytes=64"})
public class ProductBenchmark {

    /// Rows, inputs, outputs.
    @Param({"96 128 128", "96 128 512", "96 512 128", "96 512 113", "512 128 512"})
    public String shape = "";

    private final Kernel kernel = Kernels.vector();
    private int rows;
    private int inputs;
    private Rows x = new Rows(1, 1);
    private Rows y = new Rows(1, 1);
    private Matrix gradient = x.matrix;
    private PackedMatrix weights = new PackedMatrix(1, 1);
    private PackedMatrix transposed = new PackedMatrix(1, 1);

    @Setup(Level.Trial)
    public void allocate() {
        int[] sizes =
                Arrays.stream(shape.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        rows = sizes[0];
        inputs = sizes[1];
        int outputs = sizes[2];
        x = new Rows(rows, inputs);
        y = new Rows(rows, outputs);
        Arrays.fill(x.values, 0.5f);
        Arrays.fill(y.values, 0.25f);
        int columns = Padding.round(outputs);
        gradient = new Matrix(new float[Padding.FIRST + inputs * columns], Padding.FIRST, columns, columns);
        float[] values = new float[inputs * columns];
        Arrays.fill(values, 0.01f);
        Matrix plain = new Matrix(values, 0, columns, columns);
        weights = new PackedMatrix(inputs, outputs);
        weights.pack(plain);
        transposed = new PackedMatrix(outputs, inputs);
        transposed.packTransposed(plain, inputs);
    }

    @Benchmark
    public Rows forward() {
        weights.multiply(kernel, 0, rows, x.matrix, null, y.matrix);
        return y;
    }

    @Benchmark
    public Rows backward() {
        transposed.multiply(kernel, 0, rows, y.matrix, null, x.matrix);
        return x;
    }

    @Benchmark
    public Matrix weightGradient() {
        kernel.multiply(0, inputs, 0, rows, x.transposed, y.matrix, gradient, gradient);
        return gradient;
    }
}
