// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.data.ImageTask;
import calorimeter.engine.data.Images;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Model;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.random.Seed;
import calorimeter.engine.transformer.Transformer;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// All that decides the bits of a training run, but for the number of steps.
///
/// @param batchSize examples of a step, drawn without replacement in each epoch; 0 means the whole training set
/// @param gradientClip largest L2 norm of the gradient, longer ones are shortened to it; 0 means none
/// @param gradientFilter what the gradient goes through after clipping
/// @param orthogonalGradient whether it is then made orthogonal to the weights of each tensor (OrthoGrad)
/// @param learningRateDrops when η drops, and by what
/// @param filters what is done to filters whose length the loss does not see
/// @param weights which weights decay, and what holds their norm
public record TrainingSettings(
        TaskSettings task,
        ModelSettings model,
        OptimizerSettings optimizer,
        int batchSize,
        double gradientClip,
        long seed,
        GradientFilterSettings gradientFilter,
        boolean orthogonalGradient,
        LearningRateDrops learningRateDrops,
        FilterSettings filters,
        WeightSettings weights) {

    public TrainingSettings {
        model.requireFits(task);
        require(batchSize >= 0, "batch size", batchSize, "0 (the whole training set) or a number of examples");
        boolean clips = gradientClip >= 0 && gradientClip < Double.POSITIVE_INFINITY;
        require(clips, "gradient clip", gradientClip, "0 (none) or a positive number");
        filters.requireFits(model);
        weights.requireFits(filters);
        if (model.smallestBatch() > 1) {
            int trained = task.trainingExamples(data(seed));
            requireExamples(task, trained, model.smallestBatch());
            requireBatches(batchSize, trained, model.smallestBatch());
        }
    }

    private static void requireExamples(TaskSettings task, int trained, int smallest) {
        boolean enough = trained >= smallest;
        String needed = ", for batch norm, which needs " + smallest + " training examples";
        switch (task) {
            case ImageTask images ->
                require(enough, "train images", images.trainImages(), "0 (all) or at least " + smallest + needed);
            case OperationTask operation ->
                require(enough, "train fraction", operation.trainFraction(), "larger" + needed);
            case SequenceTask rows
            when rows.isDealt() -> require(enough, "train fraction", rows.trainFraction(), "larger" + needed);
            case SequenceTask rows -> require(enough, "training rows", trained, "at least " + smallest + needed);
        }
    }

    private static void requireBatches(int batchSize, int trained, int smallest) {
        int batch = BatchSchedule.size(batchSize, trained);
        int last = trained % batch == 0 ? batch : trained % batch;
        String allowed = "such that no batch has fewer than " + smallest + " examples, for batch norm; the last of an"
                + " epoch's batches has " + last + " of " + trained;
        require(last >= smallest, "batch size", batchSize, allowed);
    }

    /// How many examples are for training.
    public int trainingExamples() {
        return task.trainingExamples(data(seed));
    }

    /// All examples of the run, and their split.
    public Dataset<?> dataset() {
        return task.dataset(data(seed));
    }

    private static Seed data(long seed) {
        return Seed.of(seed).child("dataset");
    }

    /// Examples of a step, except perhaps the last of an epoch.
    ///
    /// @param trained number of training examples
    public int examplesPerStep(int trained) {
        return BatchSchedule.size(batchSize, trained);
    }

    /// Memory of a step between the layers: examples of the step × bytes of one; 0 if that is not known.
    public long activationBytes() {
        return examplesPerStep(trainingExamples()) * model.bytesPerExample();
    }

    /// With so few examples in a step that it takes at most so much memory between the layers.
    public TrainingSettings within(long bytes) {
        if (activationBytes() <= bytes) {
            return this;
        }
        int fewer = (int) Math.max(model.smallestBatch(), bytes / model.bytesPerExample());
        // the last batch of an epoch must not be too small
        while (trainingExamples() % fewer != 0 && trainingExamples() % fewer < model.smallestBatch()) {
            fewer--;
        }
        return new TrainingSettings(
                task,
                model,
                optimizer,
                fewer,
                gradientClip,
                seed,
                gradientFilter,
                orthogonalGradient,
                learningRateDrops,
                filters,
                weights);
    }

    /// Builds the model for its examples. Another family of models is one line here.
    ///
    /// @param plan of a transformer
    public Model build(Dataset<?> data, ComputationPlan plan, Kernel kernel, Workers workers) {
        int batch = examplesPerStep(data.train().length);
        return switch (model) {
            case TransformerSettings settings ->
                new Transformer(settings, TokenSequences.of(data.examples()), batch, kernel, workers, plan);
            case MlpSettings settings -> settings.build(data.examples(), batch, kernel, workers);
            case VggSettings settings -> settings.build(Images.of(data.examples()), batch, kernel, workers);
            default -> throw new IllegalArgumentException("no model is known for " + model);
        };
    }

    /// The task, which must be an operation.
    ///
    /// @throws IllegalStateException when it is not
    public OperationTask operation() {
        if (task instanceof OperationTask operation) {
            return operation;
        }
        throw new IllegalStateException("the task is no operation but " + task);
    }

    /// The settings of the model, which must be a transformer.
    ///
    /// @throws IllegalStateException when it is not
    public TransformerSettings transformer() {
        if (model instanceof TransformerSettings settings) {
            return settings;
        }
        throw new IllegalStateException("the model is no transformer but " + model);
    }
}
