// SPDX-License-Identifier: Apache-2.0
package calorimeter.spark;

import calorimeter.cluster.share.BundleFolder;
import calorimeter.cluster.share.Share;
import calorimeter.engine.data.image.DataException;
import calorimeter.engine.kernel.Kernels;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.sweep.Sweep;
import calorimeter.lab.sweep.SweepListener;
import calorimeter.lab.sweep.SweepRun;
import calorimeter.lab.sweep.SweepRunner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.LongAccumulator;

/// The executor's side: computes the runs of a task, one after the other, each in a scratch home of its own.
///
/// Whatever is wrong with a run or with this host is part of the answer. An exception means that the
/// attempt is lost, and Spark makes another one.
final class SparkTask implements Function<TaskOrder, TaskAnswer> {

    private static final long serialVersionUID = 1;

    /// How far each run has come, for the driver's progress; the step of this attempt.
    private final ArrayList<LongAccumulator> steps;

    SparkTask(List<LongAccumulator> steps) {
        this.steps = new ArrayList<>(steps);
    }

    @Override
    public TaskAnswer call(TaskOrder order) {
        TaskContext context = TaskContext.get();
        TaskOrder.Terms terms = order.terms();
        String refusal = Fitness.refusal(terms);
        if (refusal != null) {
            return TaskAnswer.refused(refusal);
        }
        List<TaskAnswer.Run> runs = new ArrayList<>();
        List<String> remarks = new ArrayList<>();
        for (int i = 0; i < order.runs().size(); i++) {
            runs.add(compute(terms, order.runs().get(i), steps.get(i), context::isInterrupted, remarks));
        }
        return new TaskAnswer(null, runs, remarks);
    }

    private static TaskAnswer.Run compute(
            TaskOrder.Terms terms,
            TaskOrder.Run run,
            LongAccumulator step,
            BooleanSupplier stop,
            List<String> remarks) {
        long begin = System.nanoTime();
        BundleFolder shared = terms.shared() == null ? null : BundleFolder.at(Path.of(terms.shared()));
        HandBack handBack = new HandBack(shared, run.soFar());
        try (Scratch scratch = Scratch.of(terms.program(), run.identity())) {
            Sweep sweep = Sweep.of("run", List.of(TrainJson.parameters(run.configuration())));
            new Share(handBack, options(terms, stop), following(step)).run(scratch.store(), sweep);
            if (handBack.isEnded()) {
                scratch.delete();
            }
        } catch (IllegalArgumentException | DataException unfit) {
            handBack.fail(run.identity(), String.valueOf(unfit.getMessage()));
        }
        remarks.addAll(handBack.remarks());
        return handBack.answer((System.nanoTime() - begin) * 1e-9);
    }

    private static SweepRunner.Options options(TaskOrder.Terms terms, BooleanSupplier stop) {
        return new SweepRunner.Options(
                terms.threads(),
                Kernels.active(),
                terms.version(),
                terms.commit(),
                Duration.ofMillis(terms.checkpointMillis()),
                stop,
                false);
    }

    private static SweepListener following(LongAccumulator steps) {
        return new SweepListener() {
            @Override
            public void step(SweepRun run, long step) {
                steps.setValue(step);
            }
        };
    }
}
