package calorimeter.bench.micro;

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
    private int outputs;
    private int inputStride;
    private int outputStride;
    private float[] x = new float[0];
    private float[] y = new float[0];
    private float[] gradient = new float[0];
    private PackedMatrix weights = new PackedMatrix(1, 1);
    private PackedMatrix transposed = new PackedMatrix(1, 1);

    @Setup(Level.Trial)
    public void allocate() {
        int[] sizes =
                Arrays.stream(shape.split(" ", -1)).mapToInt(Integer::parseInt).toArray();
        rows = sizes[0];
        inputs = sizes[1];
        outputs = sizes[2];
        inputStride = Padding.activationStride(inputs);
        outputStride = Padding.activationStride(outputs);
        x = new float[Padding.FIRST + rows * inputStride];
        y = new float[Padding.FIRST + rows * outputStride];
        gradient = new float[Padding.FIRST + inputs * Padding.round(outputs)];
        Arrays.fill(x, 0.5f);
        Arrays.fill(y, 0.25f);
        float[] plain = new float[inputs * Padding.round(outputs)];
        Arrays.fill(plain, 0.01f);
        weights = new PackedMatrix(inputs, outputs);
        weights.pack(plain, 0, Padding.round(outputs));
        transposed = new PackedMatrix(outputs, inputs);
        transposed.packTransposed(plain, 0, Padding.round(outputs), inputs);
    }

    @Benchmark
    public float[] forward() {
        weights.multiply(kernel, rows, x, Padding.FIRST, inputStride, y, Padding.FIRST, outputStride, false);
        return y;
    }

    @Benchmark
    public float[] backward() {
        transposed.multiply(kernel, rows, y, Padding.FIRST, outputStride, x, Padding.FIRST, inputStride, false);
        return x;
    }

    @Benchmark
    public float[] weightGradient() {
        kernel.multiply(
                inputs,
                rows,
                Padding.round(outputs),
                x,
                Padding.FIRST,
                1,
                inputStride,
                y,
                Padding.FIRST,
                outputStride,
                PackedMatrix.PANEL,
                gradient,
                Padding.FIRST,
                Padding.round(outputs),
                true);
        return gradient;
    }
}
