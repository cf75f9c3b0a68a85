// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import calorimeter.engine.data.Examples;
import calorimeter.engine.data.sequence.Groups;
import calorimeter.engine.model.LogitTerms;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.Transformer;
import calorimeter.engine.transformer.layered.ScoreTerms;
import calorimeter.lab.observable.AttentionProbe;
import calorimeter.lab.observable.RunDivergedException;
import org.jspecify.annotations.Nullable;

/// The model on the batch of the next gradient, before that gradient is computed. Attention is measured when it is
/// first
/// asked for, and once for all constraints.
final class BatchView {

    private final Trainer trainer;
    private final int[] batch;
    private final Examples examples;
    private @Nullable AttentionProbe attention;

    BatchView(Trainer trainer) {
        this(trainer, trainer.batch());
    }

    /// @param batch other examples than those of the next gradient
    BatchView(Trainer trainer, int[] batch) {
        this.trainer = trainer;
        this.batch = batch;
        examples = trainer.dataset().examples();
    }

    /// Numbers of the batch's examples; for reading.
    int[] batch() {
        return batch;
    }

    /// Numbers of the test examples.
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

    /// Mean loss on the batch.
    double loss() {
        return trainer.model().evaluate(batch).loss();
    }

    int classes() {
        return trainer.model().logits(new int[] {batch[0]}).length;
    }

    /// The class of the largest logit of each example, the first of equals.
    int[] answers(int[] selection) {
        float[] logits = trainer.model().logits(selection);
        int classes = logits.length / selection.length;
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
