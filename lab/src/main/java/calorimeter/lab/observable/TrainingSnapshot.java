package calorimeter.lab.observable;

import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.physics.action.FirstLawLedger;
import java.util.List;

/// Everything an observable may look at: one moment of a training run, after `step` updates.
///
/// @param train loss and accuracy on the training set
/// @param test loss and accuracy on the test set
/// @param gradientNorm L2 norm of the gradient of the next update's batch, before clipping
/// @param updateNorm L2 norm of the next update, NaN after the last
/// @param probe attention on the probe examples
/// @param ledger the first law up to this moment
/// @param spectrum Fourier power of the embedding, empty for tasks without a cyclic group
/// @param norms of groups of parameters
/// @param layout of the parameters
/// @param decay what the weight-decay controller does; the settings' weight decay when there is none
public record TrainingSnapshot(
        long step,
        Evaluation train,
        Evaluation test,
        double gradientNorm,
        double updateNorm,
        AttentionProbe probe,
        FirstLawLedger ledger,
        List<Double> spectrum,
        WeightNorms norms,
        ParameterLayout layout,
        WeightDecayReading decay) {}
