// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import calorimeter.engine.data.Examples;
import calorimeter.engine.data.sequence.Groups;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.Transformer;
import calorimeter.engine.transformer.layered.ScoreTerms;
import calorimeter.lab.observable.AttentionProbe;
import calorimeter.lab.observable.RunDivergedException;
import org.jspecify.annotations.Nullable;

/// The model on the batch of the next gradient, before that gradient is computed. Attention is measured
/// when it is first asked for, and once for all constraints.
final class BatchView {

    private final Trainer trainer;
    private final TrainingSettings settings;
    private final int[] batch;
    private final Examples examples;
    private @Nullable AttentionProbe attention;

    /// @param settings of the trainer
    /// @param batch examples of the next gradient, or others
    BatchView(Trainer trainer, TrainingSettings settings, int[] batch) {
        this.trainer = trainer;
        this.settings = settings;
        this.batch = batch;
        examples = trainer.dataset().examples();
    }

    /// Numbers of the batch's examples; for reading.
    int[] batch() {
        return batch;
    }

    int[] test() {
        return trainer.dataset().test();
    }

    Examples examples() {
        return examples;
    }

    /// Which group each example belongs to, null where the data do not say.
    @Nullable
    Groups groups() {
        return trainer.dataset().groups().orElse(null);
    }

    ParameterLayout layout() {
        return trainer.layout();
    }

    float[] parameters() {
        return trainer.parameters();
    }

    /// Adds the gradient of λ‖θ‖²/2 over the θ that decay, where weight decay is part of the gradient.
    void addDecay(double[] gradient) {
        if (settings.optimizer() instanceof OptimizerSettings.AdamW) {
            return;
        }
        for (Tensor tensor : layout().tensors()) {
            for (int i = tensor.offset(); settings.weights().decays(tensor) && i < tensor.end(); i++) {
                gradient[i] += settings.optimizer().weightDecay() * parameters()[i];
            }
        }
    }

    /// Every row of attention of the batch.
    ///
    /// @throws RunDivergedException when a score is not finite
    AttentionProbe attention() {
        if (attention == null) {
            Transformer model = Transformer.of(trainer.model());
            AttentionScores scores = model.attentionScores(batch);
            if (!scores.finite()) {
                throw new RunDivergedException(trainer.step(), "attention score");
            }
            attention = new AttentionProbe(scores, model.settings().headSize());
        }
        return attention;
    }

    double loss() {
        return trainer.model().evaluate(batch).loss();
    }

    int classes() {
        return settings.task().classes();
    }

    /// The class of the largest logit of each example, the first of equals.
    int[] answers(int[] selection) {
        float[] logits = trainer.model().logits(selection);
        int classes = classes();
        int[] answers = new int[selection.length];
        for (int i = 0; i < answers.length; i++) {
            for (int k = 1; k < classes; k++) {
                if (logits[i * classes + k] > logits[i * classes + answers[i]]) {
                    answers[i] = k;
                }
            }
        }
        return answers;
    }

    ScoreTerms scoreTerms() {
        return Transformer.of(trainer.model()).scoreTerms();
    }

    LogitTerms logitTerms() {
        return trainer.model().logitTerms();
    }

    /// The gradient on the batch, with what the model was told.
    float[] gradient() {
        float[] gradient = new float[parameters().length];
        trainer.model().gradient(batch, gradient);
        return gradient;
    }

    /// Takes away what the model was told before.
    ///
    /// @param ofScores whether it may have been told of attention scores
    void clearTerms(boolean ofScores) {
        logitTerms().clear();
        if (ofScores) {
            scoreTerms().clear();
        }
    }
}
