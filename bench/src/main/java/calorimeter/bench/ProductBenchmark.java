package calorimeter.bench;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
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

/// The two matrix products of a training step, at the shapes of a block of `nanda`: activations times packed weights,
/// and the gradient of the weights. A call of shape "96 128 512" does 2 · 96 · 128 · 512 floating-point operations.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class ProductBenchmark {

    /// Rows, inputs, outputs.
    @Param({"96 128 512", "96 512 128", "96 128 128"})
    public String shape = "";

    private final Kernel kernel = Kernels.vector();
    private int rows;
    private int inputs;
    private int outputs;
    private float[] x = new float[0];
    private float[] y = new float[0];
    private float[] gradient = new float[0];
    private PackedMatrix weights = new PackedMatrix(1, 1);

    @Setup(Level.Trial)
    public void allocate() {
        int[] sizes =
                Arrays.stream(shape.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        rows = sizes[0];
        inputs = sizes[1];
        outputs = sizes[2];
        x = new float[rows * Padding.activationStride(inputs)];
        y = new float[rows * Padding.activationStride(outputs)];
        gradient = new float[inputs * Padding.round(outputs)];
        Arrays.fill(x, 0.5f);
        Arrays.fill(y, 0.25f);
        float[] plain = new float[inputs * Padding.round(outputs)];
        Arrays.fill(plain, 0.01f);
        weights = new PackedMatrix(inputs, outputs);
        weights.pack(plain, 0, Padding.round(outputs));
    }

    @Benchmark
    public float[] forward() {
        weights.multiply(
                kernel, rows, x, 0, Padding.activationStride(inputs), y, 0, Padding.activationStride(outputs), false);
        return y;
    }

    @Benchmark
    public float[] weightGradient() {
        kernel.multiply(
                inputs,
                rows,
                Padding.round(outputs),
                x,
                0,
                1,
                Padding.activationStride(inputs),
                y,
                0,
                Padding.activationStride(outputs),
                PackedMatrix.PANEL,
                gradient,
                0,
                Padding.round(outputs),
                true);
        return gradient;
    }
}
