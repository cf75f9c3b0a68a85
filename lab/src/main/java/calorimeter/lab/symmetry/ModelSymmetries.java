// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.ImageTask;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.List;
import java.util.Locale;

/// The continuous symmetries of a model's loss, found from its architecture: what feeds a norm, a softmax, a ReLU, an
/// attention score, a residual stream.
public final class ModelSymmetries {

    private ModelSymmetries() {}

    /// All symmetries of a training run's loss, part by part. Those of embeddings rest on where tokens stand.
    ///
    /// @throws calorimeter.engine.range.OutOfRangeException if attention's temperature is trained: scaled
    ///     against queries and keys it is a symmetry of its own, which is not among these
    public static List<SymmetryGroup> of(TrainingSettings settings) {
        return of(
                settings.model(),
                switch (settings.task()) {
                    case OperationTask task -> TokenGroup.of(task.layout(), task.vocabulary());
                    case SequenceTask task -> TokenGroup.of(task.source());
                    case ImageTask task -> List.of();
                });
    }

    /// @param tokens where they stand, if the model reads tokens
    static List<SymmetryGroup> of(ModelSettings model, List<TokenGroup> tokens) {
        return switch (model) {
            case TransformerSettings transformer -> {
                Sharing trained = transformer.attention().trainedTemperature();
                require(
                        trained == Sharing.NONE,
                        "attention temperature trainable",
                        trained.name().toLowerCase(Locale.ROOT),
                        "none where symmetries and charges are wanted");
                yield new TransformerSymmetries(transformer, tokens).find();
            }
            case MlpSettings mlp -> new NetworkSymmetries(Chain.of(mlp), tokens).find();
            case VggSettings vgg -> new NetworkSymmetries(Chain.of(vgg), tokens).find();
            default -> throw new IllegalArgumentException("the symmetries of " + model + " are not known");
        };
    }

    /// Independent conservation laws of gradient flow, by the architecture.
    public static int laws(List<SymmetryGroup> groups) {
        return groups.stream().mapToInt(SymmetryGroup::laws).sum();
    }

    /// The same under momentum.
    public static int lawsWithMomentum(List<SymmetryGroup> groups) {
        return groups.stream().mapToInt(SymmetryGroup::lawsWithMomentum).sum();
    }
}
