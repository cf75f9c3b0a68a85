package calorimeter.lab.symmetry;

import calorimeter.engine.data.OperationTask;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.List;

/// The continuous symmetries of a model's loss, found from its architecture: what feeds a norm, a softmax, a ReLU, an
/// attention score, a residual stream.
public final class ModelSymmetries {

    private ModelSymmetries() {}

    /// All symmetries of a training run's loss, part by part. Some rest on where the task's tokens stand.
    public static List<SymmetryGroup> of(TrainingSettings settings) {
        return of(
                settings.model(),
                settings.task() instanceof OperationTask task
                        ? TokenGroup.of(task.layout(), task.vocabulary())
                        : List.of());
    }

    /// All symmetries whatever the task: any token may stand at any position.
    static List<SymmetryGroup> ofArchitecture(TrainingSettings settings) {
        return of(
                settings.model(),
                settings.task() instanceof OperationTask task
                        ? TokenGroup.any(task.vocabulary(), task.layout().sequence())
                        : List.of());
    }

    private static List<SymmetryGroup> of(ModelSettings model, List<TokenGroup> tokens) {
        return switch (model) {
            case TransformerSettings transformer -> new TransformerSymmetries(transformer, tokens).find();
            case MlpSettings mlp -> new MlpSymmetries(mlp, tokens).find();
            default -> throw new IllegalArgumentException("the symmetries of " + model + " are not known");
        };
    }

    /// Independent conservation laws of gradient flow, by the architecture.
    public static int laws(List<SymmetryGroup> groups) {
        return groups.stream().mapToInt(SymmetryGroup::laws).sum();
    }
}
