package calorimeter.lab.constraint;

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
    private @Nullable AttentionProbe attention;

    BatchView(Trainer trainer) {
        this.trainer = trainer;
        batch = trainer.batch();
    }

    int examples() {
        return batch.length;
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

    ScoreTerms scoreTerms() {
        return Transformer.of(trainer.model()).scoreTerms();
    }

    /// Takes away what earlier steps told the model.
    void clearTerms() {
        if (attention != null) {
            scoreTerms().clear();
        }
    }
}
