// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench.micro;

import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.TrainingStep;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainParameters;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// One training step, gradient and update, of the model of each preset; an epoch's shorter last batch counts as
/// a step.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:ObjectAlignmentInBytes=64"})
public class StepBenchmark {

    /// Name, and the modulus after it.
    @Param({"nanda 113", "nanda 23", "pandey 97", "verma 97", "bi 97"})
    public String preset = "";

    @Param({"1", "2"})
    public int threads;

    private Workers workers = new Workers(1);
    private Trainer trainer = trainer("nanda", 5, workers);

    @Setup(Level.Trial)
    public void prepare() {
        String[] words = preset.split(" ", -1);
        workers = new Workers(threads);
        trainer = trainer(words[0], Integer.parseInt(words[1]), workers);
    }

    @TearDown(Level.Trial)
    public void close() {
        workers.close();
    }

    @Benchmark
    public TrainingStep step() {
        TrainingStep step = trainer.gradient();
        trainer.update();
        return step;
    }

    private static Trainer trainer(String preset, int p, Workers workers) {
        SettingValues values = SettingValues.ofPreset(preset);
        values.put("p", Integer.toString(p), "benchmark");
        TrainingSettings settings = TrainParameters.of(preset, values).training();
        return new Trainer(settings, Kernels.vector(), workers);
    }
}
