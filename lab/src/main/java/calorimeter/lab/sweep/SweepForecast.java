// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import calorimeter.engine.data.ImageTask;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.LogSchedule;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunStore;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.PriorityQueue;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;

/// Says about how long sweeps take here if every run uses its whole budget.
///
/// A [StepTrial] measures warm plain and logged steps of every distinct shape among the runs. A run takes
/// as many of both as it makes; the runs are laid out on the machine's cores in the sweep's order; and the
/// start of a process, and what the first trial lost while the code was not compiled yet, come on top,
/// since a new process takes them again. Shapes are remembered, so that several sweeps, as the stages of a
/// reproduction, can be asked about one after the other.
public final class SweepForecast {

    /// Shapes that are tried at most. Of more, some are chosen, spread over the work in a step, and the others take the
    /// time of the nearest one in proportion to their work. A trial takes some seconds.
    static final int MOST_TRIALS = 8;

    /// What is left to compute of a sweep.
    ///
    /// @param threads that the missing runs begin with
    /// @param shapes distinct shapes among the runs left
    /// @param tried shapes timed by a trial
    /// @param stepsLeft at most
    /// @param seconds an estimate, no bound; NaN if no trial came far enough
    public record Cost(List<SweepRun> runs, int threads, int shapes, int tried, long stepsLeft, double seconds) {

        public Cost {
            runs = List.copyOf(runs);
        }
    }

    /// Warm seconds of a step, and what of a step's work they are for.
    private record Times(double plain, double logged, double work) {}

    private final SweepRunner.Options options;
    private final double start;
    private final IntConsumer beforeTrial;
    private final Map<List<Object>, Times> times = new HashMap<>();

    /// The first trial, in whose beginning no code was compiled; no steps before it.
    private List<StepTrial.Step> coldSteps = List.of();

    private Times coldTimes = new Times(0, 0, 0);

    /// @param start seconds from the start of a process until it computes
    /// @param beforeTrial told how many shapes are still to be tried
    public SweepForecast(SweepRunner.Options options, double start, IntConsumer beforeTrial) {
        this.options = options;
        this.start = start;
        this.beforeTrial = beforeTrial;
    }

    /// Asks the store what is left, and tries the shapes that have not been tried.
    ///
    /// @throws SweepException if the name stands for other runs, see [SweepRunner.Options#extend]
    /// @throws calorimeter.lab.run.SettingException if a step does not fit into memory; then nothing is begun
    /// @throws calorimeter.engine.data.image.DataException if data of a missing run cannot be read
    public Cost of(RunStore store, Sweep sweep) {
        SweepHistory.requireSuccessor(store.sweep(sweep.name()), sweep, options.extend());
        List<SweepRun> runs = SweepRun.of(store, sweep);
        SweepRun.requireData(runs);
        SweepRun.requireMemory(runs, options.cores(), Runtime.getRuntime().maxMemory());
        List<SweepRun> left = runs.stream().filter(SweepRun::isToCompute).toList();
        int threads = left.isEmpty() ? 1 : options.threads(options.cores(), left.size());
        int places = Math.clamp(left.size(), 1, Math.ceilDiv(options.cores(), threads));
        Map<List<Object>, TrainParameters> shapes = new LinkedHashMap<>();
        left.forEach(run -> shapes.putIfAbsent(shape(run.parameters(), threads), run.parameters()));
        tryOut(shapes, threads, places);
        return new Cost(
                runs,
                threads,
                shapes.size(),
                (int) shapes.keySet().stream().filter(times::containsKey).count(),
                left.stream().mapToLong(SweepRun::stepsLeft).sum(),
                times.isEmpty() && !left.isEmpty() ? Double.NaN : seconds(left, threads, places));
    }

    /// What decides how long a step takes. Seeds, rates and schedules do not; a controller reads the landscape.
    private static List<Object> shape(TrainParameters parameters, int threads) {
        TrainingSettings training = parameters.training();
        TaskSettings task = training.task();
        return List.of(
                training.model(),
                task instanceof OperationTask operation
                        ? List.of(operation.classes(), operation.split(), operation.trainFraction())
                        : task,
                training.batchSize(),
                training.optimizer().getClass(),
                training.gradientFilter().getClass(),
                training.orthogonalGradient(),
                parameters.recording().probeSize(),
                parameters.control().law().getClass(),
                parameters.control().period(),
                threads);
    }

    private void tryOut(Map<List<Object>, TrainParameters> shapes, int threads, int copies) {
        List<Map.Entry<List<Object>, TrainParameters>> unknown = shapes.entrySet().stream()
                .filter(entry -> !times.containsKey(entry.getKey()))
                .sorted(Comparator.comparingDouble(entry -> work(entry.getValue())))
                .toList();
        int trials = Math.min(MOST_TRIALS, unknown.size());
        for (int i = 0; i < trials && !options.stop().getAsBoolean(); i++) {
            var chosen = unknown.get(trials == 1 ? 0 : i * (unknown.size() - 1) / (trials - 1));
            beforeTrial.accept(trials - i);
            List<StepTrial> run = StepTrial.run(chosen.getValue(), options, threads, copies);
            OptionalDouble plain = StepTrial.warm(run, false);
            OptionalDouble logged = StepTrial.warm(run, true);
            if (plain.isPresent() && logged.isPresent()) {
                Times measured = new Times(plain.getAsDouble(), logged.getAsDouble(), work(chosen.getValue()));
                times.put(chosen.getKey(), measured);
                if (coldSteps.isEmpty()) {
                    coldSteps = run.getFirst().steps();
                    coldTimes = measured;
                }
            }
        }
    }

    /// Each run goes to the place that is free first.
    private double seconds(List<SweepRun> left, int threads, int places) {
        PriorityQueue<Double> freeAt = new PriorityQueue<>(Collections.nCopies(places, 0.0));
        Map<List<Object>, Long> counted = new HashMap<>();
        double end = 0;
        for (SweepRun run : left) {
            TrainParameters parameters = run.parameters();
            long logged = counted.computeIfAbsent(
                    List.of(parameters.recording(), parameters.stopping(), run.step()), key -> loggedSteps(run));
            double endsAt = freeAt.remove() + seconds(timesOf(parameters, threads), run.stepsLeft(), logged);
            freeAt.add(endsAt);
            end = Math.max(end, endsAt);
        }
        return (left.isEmpty() ? 0 : start) + elapsed(coldSteps, coldTimes.plain(), coldTimes.logged(), end);
    }

    private static double seconds(Times times, long steps, long logged) {
        return (steps - logged) * times.plain() + logged * times.logged();
    }

    /// Rows that a run has yet to make. The last falls after the last step.
    private static long loggedSteps(SweepRun run) {
        TrainParameters.Recording recording = run.parameters().recording();
        int last = run.parameters().stopping().maxSteps();
        LogSchedule schedule = new LogSchedule(recording.every(), recording.spaced(), last);
        return LongStream.range(run.step(), last).filter(schedule::logs).count();
    }

    /// Times of a shape that was not tried: those of the shape with the nearest work in a step, in proportion.
    private Times timesOf(TrainParameters parameters, int threads) {
        Times measured = times.get(shape(parameters, threads));
        if (measured != null) {
            return measured;
        }
        double work = work(parameters);
        Times nearest = Collections.min(
                times.values(), Comparator.comparingDouble(other -> Math.abs(Math.log(other.work() / work))));
        double ratio = work / nearest.work();
        return new Times(ratio * nearest.plain(), ratio * nearest.logged(), work);
    }

    /// What so much work takes in a process that begins with it: the first trial tells how long its first steps took,
    /// and how long they would have taken later.
    ///
    /// @param cold steps of the first trial
    /// @param plain seconds of a plain one later
    /// @param logged seconds of a logged one later
    static double elapsed(List<StepTrial.Step> cold, double plain, double logged, double warmSeconds) {
        double warm = 0;
        double end = 0;
        for (StepTrial.Step step : cold) {
            if (warm >= warmSeconds) {
                return end;
            }
            warm += step.logged() ? logged : plain;
            end = step.end();
        }
        return Math.max(end - warm, 0) + warmSeconds;
    }

    /// How much there is to compute in a step, in comparison with other runs: examples × positions × layers × weights
    /// of a layer (4·width² of attention, 2·width·mlp of the MLP); of a perceptron examples × its weights; of a vgg
    /// examples × pixels × weights of its convolutions.
    static double work(TrainParameters parameters) {
        TrainingSettings training = parameters.training();
        return examples(training)
                * switch (training.model()) {
                    case TransformerSettings model ->
                        (double) model.sequence()
                                * model.layers()
                                * (4.0 * model.width() * model.width() + 2.0 * model.width() * model.mlpWidth());
                    case MlpSettings model ->
                        model.hidden()
                                * (model.input().features()
                                        + (model.layers() - 1.0) * model.hidden()
                                        + model.classes());
                    case VggSettings model -> convolutions(model);
                    default -> 1;
                };
    }

    private static double examples(TrainingSettings training) {
        if (training.batchSize() != 0) {
            return training.batchSize();
        }
        return switch (training.task()) {
            case OperationTask task -> task.trainFraction() * task.classes() * task.classes();
            case ImageTask task -> task.trainingExamples();
            case SequenceTask task -> task.trainingExamples();
        };
    }

    private static double convolutions(VggSettings model) {
        double work = 0;
        double pixels = (double) model.height() * model.width();
        int inputs = model.channels();
        for (int outputs : model.stages()) {
            work += pixels * 9 * outputs * (inputs + outputs);
            inputs = outputs;
            pixels /= 4;
        }
        return work;
    }
}
