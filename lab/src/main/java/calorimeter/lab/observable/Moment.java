// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.Model;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.transformer.AttentionScores;
import calorimeter.engine.transformer.Transformer;
import calorimeter.physics.attention.LandscapeState;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One moment of a training run: the state after `step` updates, with the gradient of the next.
///
/// Controllers and instruments look at it before that update is made. What takes time is computed when it is first
/// asked for, and once for all of them: [#train], [#test], [#scores], [#landscape] and [#attention].
public final class Moment {

    private final Trainer trainer;
    private final Evaluation batch;
    private final int[] probe;
    private final long step;
    private @Nullable Evaluation train;
    private @Nullable Evaluation test;
    private @Nullable AttentionScores scores;
    private @Nullable LandscapeState landscape;
    private @Nullable AttentionProbe attention;

    /// @param trainer whose gradient has been computed
    /// @param batch what that gradient's batch was answered like
    /// @param probe numbers of the examples on which attention is measured
    public Moment(Trainer trainer, Evaluation batch, int[] probe) {
        this.trainer = trainer;
        this.batch = batch;
        this.probe = probe;
        step = trainer.step();
    }

    /// Updates made so far.
    public long step() {
        return step;
    }

    /// Updates in which every training example is seen once.
    public int stepsPerEpoch() {
        return trainer.stepsPerEpoch();
    }

    /// The model, loaded with the parameters of this moment.
    public Model model() {
        requirePresent();
        return trainer.model();
    }

    public ParameterLayout layout() {
        return trainer.layout();
    }

    /// All parameters as [#layout] places them; for reading, and only until the update.
    public float[] parameters() {
        requirePresent();
        return trainer.parameters();
    }

    /// The elements of one tensor without padding, row-major: `tensor("layer0.mlp.input")`.
    public float[] tensor(String name) {
        return layout().extract(layout().tensor(name), parameters());
    }

    /// The gradient of the loss on the step's batch, before clipping, as [#layout] places it; for reading.
    public float[] gradient() {
        requirePresent();
        return trainer.lastGradient();
    }

    /// L2 norm of [#gradient].
    public double gradientNorm() {
        return trainer.gradientNorm();
    }

    /// PyTorch's momentum buffer, −v, as [#layout] places it; for reading, and only until the update. Empty if the
    /// learning rule has none.
    public Optional<float[]> momentum() {
        requirePresent();
        return Optional.ofNullable(trainer.moments().get("momentum"));
    }

    /// η of the next update.
    public double learningRate() {
        return trainer.learningRate();
    }

    /// How many examples there are, on both sides of the split.
    public int examples() {
        return trainer.dataset().examples().count();
    }

    /// Loss and accuracy on the whole training set.
    public Evaluation train() {
        if (train == null) {
            train = trainer.fullBatch()
                    ? batch
                    : model().evaluate(trainer.dataset().train());
        }
        return train;
    }

    /// Loss and accuracy on the test set.
    public Evaluation test() {
        if (test == null) {
            test = model().evaluate(trainer.dataset().test());
        }
        return test;
    }

    /// Scaled attention scores of the probe examples; of a transformer.
    ///
    /// @throws RunDivergedException when one is not finite
    public AttentionScores scores() {
        if (scores == null) {
            AttentionScores measured = Transformer.of(model()).attentionScores(probe);
            if (!measured.finite()) {
                throw new RunDivergedException(step, "attention score");
            }
            scores = measured;
        }
        return scores;
    }

    /// V and its parts: cheaper than [#attention], for whoever needs nothing else.
    public LandscapeState landscape() {
        if (landscape == null) {
            landscape = AttentionProbe.landscape(scores());
        }
        return landscape;
    }

    /// Every row of attention of the probe examples as an ensemble, of the entropy that the model's operator
    /// maximises.
    public AttentionProbe attention() {
        if (attention == null) {
            attention = new AttentionProbe(scores(), headSize());
        }
        return attention;
    }

    int headSize() {
        return Transformer.of(trainer.model()).settings().headSize();
    }

    private void requirePresent() {
        if (trainer.step() != step) {
            throw new IllegalStateException("the moment of step " + step + " was asked for something new after update "
                    + trainer.step() + "; measure before the update");
        }
    }
}
