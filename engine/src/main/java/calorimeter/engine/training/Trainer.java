// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.kernel.Chunks;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.Model;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.optimizer.GradientTransform;
import calorimeter.engine.optimizer.Optimizer;
import calorimeter.engine.random.Seed;
import calorimeter.engine.transformer.settings.ComputationPlan;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/// One model on one task under one learning rule.
///
/// A step is two calls, so that the state in between can be measured: [#gradient] loads the parameters,
/// computes the gradient of the step's batch and says whether all is finite; [#update] moves the parameters.
/// Bits depend on the settings alone, not on threads or kernel; [#parameters], [#moments] and [#step] are all
/// that a later process needs to continue with the same bits.
///
/// Not for concurrent callers.
public final class Trainer {

    /// Elements whose squares are summed one after the other: another number changes the bits of recorded norms
    /// and of clipped steps, hence the numeric version.
    private static final int NORM_CHUNK = 8192;

    /// Beyond this the square of an element may overflow, and with it the second moment.
    private static final double LARGEST_GRADIENT = Math.sqrt(Float.MAX_VALUE);

    private final TrainingSettings settings;
    private final Workers workers;
    private final Dataset<?> dataset;
    private final Model model;
    private final GradientTransform transform;
    private final Optimizer optimizer;
    private final BatchSchedule batches;
    private final @Nullable FrozenLengths frozen;
    private final @Nullable ClampedNorm clamped;

    /// What weight decay does not act on.
    private final List<Tensor> undecayed;

    private final float[] parameters;
    private final float[] gradient;
    private long step;
    private double gradientNorm;

    public Trainer(TrainingSettings settings, Kernel kernel, Workers workers) {
        this(settings, settings.dataset(), kernel, workers);
    }

    /// With another plan of a transformer than what is fastest.
    public Trainer(TrainingSettings settings, ComputationPlan plan, Kernel kernel, Workers workers) {
        this(settings, settings.dataset(), plan, kernel, workers);
    }

    /// With other examples than those of the settings' task.
    public Trainer(TrainingSettings settings, Dataset<?> dataset, Kernel kernel, Workers workers) {
        this(settings, dataset, ComputationPlan.FOLDED, kernel, workers);
    }

    private Trainer(
            TrainingSettings settings, Dataset<?> dataset, ComputationPlan plan, Kernel kernel, Workers workers) {
        this.settings = settings;
        this.workers = workers;
        this.dataset = dataset;
        Seed seed = Seed.of(settings.seed());
        batches = new BatchSchedule(dataset.train(), settings.batchSize(), seed.child("batches"));
        model = settings.build(dataset, plan, kernel, workers);
        parameters = model.layout().draw(seed.child("parameters"));
        List<Tensor> filters = settings.model().normalizedFilters().stream()
                .map(model.layout()::tensor)
                .toList();
        filters.forEach(tensor -> scale(tensor, (float) settings.filters().scale()));
        frozen = settings.filters().frozen() ? new FrozenLengths(filters, parameters) : null;
        clamped = settings.weights()
                .clamp()
                .map(clamp -> new ClampedNorm(clamp, model.layout()))
                .orElse(null);
        undecayed = model.layout().tensors().stream()
                .filter(tensor -> !settings.weights().decays(tensor))
                .toList();
        gradient = new float[parameters.length];
        transform = new GradientTransform(settings.gradientFilter(), settings.orthogonalGradient(), parameters.length);
        optimizer = Optimizer.of(settings.optimizer(), settings.learningRateDrops(), kernel, parameters.length);
    }

    private void scale(Tensor tensor, float factor) {
        for (int i = tensor.offset(); i < tensor.end(); i++) {
            parameters[i] *= factor;
        }
    }

    public Dataset<?> dataset() {
        return dataset;
    }

    public Model model() {
        return model;
    }

    public ParameterLayout layout() {
        return model.layout();
    }

    /// The live parameters, padded as the layout says; for reading.
    public float[] parameters() {
        return parameters;
    }

    /// Updates made so far.
    public long step() {
        return step;
    }

    /// Whether a step's batch is the whole training set, so that its loss is the training loss.
    public boolean fullBatch() {
        return batches.full();
    }

    /// Updates in which every training example is seen once; 1 on full batches.
    public int stepsPerEpoch() {
        return batches.batches();
    }

    /// η of the next [#update].
    public double learningRate() {
        return settings.learningRateDrops().rate(settings.optimizer().learningRate(), step + 1);
    }

    /// Numbers of the examples that the next [#gradient] is taken over.
    public int[] batch() {
        return batches.batch(step).clone();
    }

    /// Prepares update number step + 1. Calling it again without an update repeats the same bits.
    public TrainingStep gradient() {
        return gradient(AddedLoss.NONE);
    }

    /// As [#gradient()], of the loss with something added to it.
    public TrainingStep gradient(AddedLoss added) {
        Optional<String> vanished = frozen == null ? Optional.empty() : frozen.vanished(parameters);
        if (vanished.isPresent()) {
            return new TrainingStep.Diverged(step, vanished.get(), "0");
        }
        model.load(parameters);
        added.prepare(this);
        Evaluation evaluation = model.gradient(batches.batch(step), gradient);
        added.complete(parameters, gradient);
        if (!Double.isFinite(evaluation.loss())) {
            return new TrainingStep.Diverged(step, "training loss");
        }
        gradientNorm = norm(gradient);
        if (!(gradientNorm < LARGEST_GRADIENT / settings.gradientFilter().gain())) {
            return new TrainingStep.Diverged(step, "gradient norm");
        }
        return new TrainingStep.Ready(evaluation, gradientNorm);
    }

    /// The gradient that the last [#gradient] computed, before clipping, padded as the layout says; for reading.
    public float[] lastGradient() {
        return gradient;
    }

    /// L2 norm of [#lastGradient].
    public double gradientNorm() {
        return gradientNorm;
    }

    /// Moves the parameters along the gradient of the last [#gradient], with the settings' weight decay.
    public void update() {
        update(settings.optimizer().weightDecay());
    }

    /// As [#update()], with a weight decay for this update alone.
    public void update(double weightDecay) {
        if (transform.isIdentity()) {
            follow(gradient, clipScale(), weightDecay);
        } else {
            transformGradient();
            follow(transform.direction(), 1f, weightDecay);
        }
        if (frozen != null) {
            frozen.restore(parameters, workers);
        }
        step++;
        if (clamped != null && step >= settings.weights().clamp().orElseThrow().from()) {
            clamped.restore(parameters, workers);
        }
        model.advance();
    }

    private void follow(float[] direction, float scale, double weightDecay) {
        int used = parameters.length - Padding.FIRST; // in front of them lies nothing, and they begin on a cache line
        Chunks chunks = Chunks.ofElements(used);
        workers.run(chunks.count(), (worker, task) -> {
            int from = Padding.FIRST + chunks.first(task);
            int to = Padding.FIRST + chunks.end(task);
            for (Tensor tensor : undecayed) {
                int first = Math.clamp(tensor.offset(), from, to);
                int end = Math.clamp(tensor.end(), from, to);
                optimizer.update(parameters, direction, scale, step + 1, weightDecay, from, first);
                optimizer.update(parameters, direction, scale, step + 1, 0, first, end);
                from = end;
            }
            optimizer.update(parameters, direction, scale, step + 1, weightDecay, from, to);
        });
    }

    /// The filter chunk by chunk, the projection tensor by tensor.
    private void transformGradient() {
        float scale = clipScale();
        Chunks chunks = Chunks.ofElements(gradient.length);
        workers.run(
                chunks.count(),
                (worker, task) -> transform.filter(gradient, scale, step + 1, chunks.first(task), chunks.end(task)));
        if (transform.projects()) {
            List<Tensor> tensors = layout().tensors();
            workers.run(tensors.size(), (worker, task) -> {
                Tensor tensor = tensors.get(task);
                if (tensor.decays()) {
                    transform.project(parameters, tensor.offset(), tensor.end());
                }
            });
        }
    }

    /// min(1, clip/(norm + 1e-6)), as torch.nn.utils.clip_grad_norm_.
    private float clipScale() {
        double clip = settings.gradientClip();
        return clip == 0 ? 1f : (float) Math.min(1, clip / (gradientNorm + 1e-6));
    }

    /// L2 norm in double precision, chunk by chunk in a fixed order.
    private double norm(float[] values) {
        Chunks chunks = new Chunks(values.length, NORM_CHUNK);
        double[] sums = new double[chunks.count()];
        int quads = values.length / NORM_CHUNK / 4;
        workers.run(quads + sums.length - 4 * quads, (worker, task) -> {
            if (task < quads) {
                squaresOfFour(values, 4 * task, sums);
            } else {
                int chunk = task + 3 * quads;
                sums[chunk] = squares(values, chunks.first(chunk), chunks.end(chunk));
            }
        });
        double total = 0;
        for (double sum : sums) {
            total += sum;
        }
        return Math.sqrt(total);
    }

    private static double squares(float[] values, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) values[i] * values[i];
        }
        return sum;
    }

    /// [#squares] of four whole chunks at a time: one sum alone waits for every one of its additions.
    private static void squaresOfFour(float[] values, int chunk, double[] sums) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        for (int i = chunk * NORM_CHUNK; i < (chunk + 1) * NORM_CHUNK; i++) {
            first += (double) values[i] * values[i];
            second += (double) values[i + NORM_CHUNK] * values[i + NORM_CHUNK];
            third += (double) values[i + 2 * NORM_CHUNK] * values[i + 2 * NORM_CHUNK];
            fourth += (double) values[i + 3 * NORM_CHUNK] * values[i + 3 * NORM_CHUNK];
        }
        sums[chunk] = first;
        sums[chunk + 1] = second;
        sums[chunk + 2] = third;
        sums[chunk + 3] = fourth;
    }

    /// The arrays of the optimiser and of the gradient's filter, in place: a checkpoint copies them out.
    public SortedMap<String, float[]> moments() {
        SortedMap<String, float[]> moments = optimizer.state();
        moments.putAll(transform.state());
        return moments;
    }

    /// Continues from a checkpoint: the arrays of [#parameters] and [#moments] have been filled by the caller.
    public void resumeAt(long step) {
        if (step < 0) {
            throw new IllegalArgumentException("step is " + step + " but must be 0 or above");
        }
        this.step = step;
    }
}
