// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.optimizer.GradientFilterSettings;
import calorimeter.engine.optimizer.LearningRateDrops;
import calorimeter.engine.optimizer.OptimizerSettings;
import calorimeter.engine.training.FilterSettings;
import calorimeter.engine.training.ParameterDigest;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.training.TrainingStep;
import calorimeter.engine.training.WeightSettings;
import calorimeter.lab.observable.Instruments;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.StoreException;
import calorimeter.lab.store.TensorData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Checkpoints of a model that has state besides its parameters: a perceptron with batch norm.
class TrainCheckpointTest {

    private static final int STEPS = 20;

    private final Workers workers = new Workers(1);
    private final Instruments none = new Instruments(List.of(), List.of());

    @AfterEach
    void close() {
        workers.close();
    }

    private Trainer trainer() {
        OperationTask task =
                new OperationTask(Operation.ADD, 11, TokenLayout.OPERANDS_EQUALS, Split.ORDERED, 0.6, false);
        MlpSettings model = new MlpSettings(
                new MlpInput.Tokens(task.vocabulary(), 3, 12),
                task.classes(),
                2,
                20,
                Activation.GELU,
                Normalization.BATCH_NORM,
                Initialization.FAN_IN,
                LossFunction.SOFTMAX);
        OptimizerSettings rule = new OptimizerSettings.AdamW(1e-2, 0.9, 0.98, 1e-8, 0.1);
        TrainingSettings settings = new TrainingSettings(
                task,
                model,
                rule,
                20,
                0,
                1,
                GradientFilterSettings.NONE,
                false,
                LearningRateDrops.NONE,
                FilterSettings.FREE,
                WeightSettings.FREE);
        return new Trainer(settings, Kernels.vector(), workers);
    }

    private static void advance(Trainer trainer, long to) {
        while (trainer.step() < to) {
            assertThat(trainer.gradient()).isInstanceOf(TrainingStep.Ready.class);
            trainer.update();
        }
    }

    @Test
    void restoredRunGoesOnWithTheSameBits() {
        Trainer whole = trainer();
        advance(whole, STEPS);
        Trainer interrupted = trainer();
        advance(interrupted, 7);
        Checkpoint checkpoint = TrainCheckpoint.of(interrupted, none);
        assertThat(checkpoint.tensor("buffers/layer1.norm.variance").type()).isEqualTo(TensorData.Type.F32);
        Trainer resumed = trainer();
        TrainCheckpoint.restore(checkpoint, resumed, none);
        advance(resumed, STEPS);

        assertThat(ParameterDigest.sha256(resumed.layout(), resumed.parameters()))
                .isEqualTo(ParameterDigest.sha256(whole.layout(), whole.parameters()));
        assertThat(resumed.model().buffers().keySet())
                .isEqualTo(whole.model().buffers().keySet())
                .hasSize(4);
        whole.model()
                .buffers()
                .forEach((name, values) ->
                        assertThat(resumed.model().buffers().get(name)).as(name).isEqualTo(values));
    }

    @Test
    void checkpointWithoutTheBuffersIsRefused() {
        Trainer trainer = trainer();
        Checkpoint complete = TrainCheckpoint.of(trainer, none);
        List<TensorData> others = complete.tensors().stream()
                .filter(tensor -> !tensor.name().equals("buffers/layer0.norm.mean"))
                .toList();
        assertThatExceptionOfType(StoreException.class)
                .isThrownBy(() -> TrainCheckpoint.restore(new Checkpoint(0, others, Map.of()), trainer, none))
                .withMessageContaining("has no tensor 'buffers/layer0.norm.mean'");
    }
}
