// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench.micro;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The elementwise functions of a training step, in nanoseconds an element, on the hidden units of one example.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:ObjectAlignmentInBytes=64"})
public class FunctionBenchmark {

    private static final int SIZE = 512;

    /// The kernel's two twins.
    @Param({"vector", "scalar"})
    public String kernelName = "";

    private Kernel kernel = Kernels.scalar();
    private final float[] x = new float[SIZE];
    private final float[] y = new float[SIZE];
    private final float[] slope = new float[SIZE];

    /// Evenly from −4 to 4, where the functions bend.
    @Setup(Level.Trial)
    public void fill() {
        kernel = kernelName.equals("vector") ? Kernels.vector() : Kernels.scalar();
        for (int i = 0; i < SIZE; i++) {
            x[i] = 8f * i / SIZE - 4f;
        }
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public float[] exponential() {
        kernel.exponential(4f, x, 0, y, 0, SIZE);
        return y;
    }

    /// Value and slope. The kernel overwrites its input, which is copied anew each time.
    @Benchmark
    @OperationsPerInvocation(SIZE)
    public float[] gelu() {
        System.arraycopy(x, 0, y, 0, SIZE);
        kernel.gelu(y, 0, slope, 0, SIZE);
        return slope;
    }

    @Benchmark
    @OperationsPerInvocation(SIZE)
    public float[] reluGradient() {
        kernel.reluGradient(x, 0, y, 0, SIZE);
        return y;
    }
}
