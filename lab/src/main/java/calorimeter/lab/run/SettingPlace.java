// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.data.ImageTask;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.data.sequence.SequenceRule;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.optimizer.GradientFilterSettings.Grokfast;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.control.WeightDecayControl;
import calorimeter.lab.run.TrainParameters.Recording;
import calorimeter.lab.run.TrainParameters.Stopping;
import calorimeter.physics.constraint.DualRule;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Where the value of a [Setting] stands in a run: the table's functions.
///
/// @param deciding the value as part of a run's identity
/// @param rule the setting that chooses whether it is read, null where every run reads it
record SettingPlace(Value value, Value deciding, @Nullable Setting rule, Predicate<TrainParameters> read) {

    interface Value {

        /// Null where the run has none.
        @Nullable
        Object in(TrainParameters run);
    }

    SettingPlace(Value value) {
        this(value, value, null, run -> true);
    }

    SettingPlace onlyIf(Setting chosen, Predicate<TrainParameters> condition) {
        return new SettingPlace(value, deciding, chosen, condition);
    }

    /// With another value in the identity than the one that is stored.
    SettingPlace deciding(Value other) {
        return new SettingPlace(value, other, rule, read);
    }

    SettingPlace ifOf(Setting chosen) {
        return onlyIf(chosen, run -> value.in(run) != null);
    }

    static SettingPlace training(Function<TrainingSettings, @Nullable Object> value) {
        return new SettingPlace(run -> value.apply(run.training()));
    }

    static SettingPlace task(Function<OperationTask, Object> value) {
        return new SettingPlace(
                        run -> ifKind(OperationTask.class, run.training().task(), value))
                .ifOf(Setting.DATA);
    }

    static SettingPlace images(Function<ImageTask, Object> value) {
        return new SettingPlace(run -> ifKind(ImageTask.class, run.training().task(), value)).ifOf(Setting.DATA);
    }

    static SettingPlace sequenceRule(Function<SequenceRule, @Nullable Object> value) {
        return training(settings ->
                        settings.task() instanceof SequenceTask task && task.source() instanceof SequenceRule rule
                                ? value.apply(rule)
                                : null)
                .ifOf(Setting.TASK);
    }

    /// A setting of several families of models; null for a family that has it not.
    static SettingPlace model(
            @Nullable Function<TransformerSettings, @Nullable Object> transformer,
            @Nullable Function<MlpSettings, @Nullable Object> mlp,
            @Nullable Function<VggSettings, @Nullable Object> vgg) {
        return new SettingPlace(run -> switch (run.training().model()) {
                    case TransformerSettings settings -> transformer == null ? null : transformer.apply(settings);
                    case MlpSettings settings -> mlp == null ? null : mlp.apply(settings);
                    case VggSettings settings -> vgg == null ? null : vgg.apply(settings);
                    default ->
                        throw new IllegalArgumentException(
                                "the settings of " + run.training().model() + " are not known");
                })
                .ifOf(Setting.MODEL);
    }

    static SettingPlace loss(Function<LossFunction, Object> value) {
        return training(settings -> value.apply(settings.model().loss()));
    }

    static SettingPlace transformer(Function<TransformerSettings, @Nullable Object> value) {
        return model(value, null, null);
    }

    static SettingPlace attention(Function<AttentionSettings, Object> value) {
        return transformer(settings -> value.apply(settings.attention()));
    }

    static SettingPlace recording(Function<Recording, Object> value) {
        return new SettingPlace(run -> value.apply(run.recording()));
    }

    static SettingPlace stopping(Function<Stopping, Object> value) {
        return new SettingPlace(run -> value.apply(run.stopping()));
    }

    static <T> SettingPlace optimizer(Class<T> kind, Function<T, Object> value) {
        return new SettingPlace(run -> ifKind(kind, run.training().optimizer(), value)).ifOf(Setting.OPTIMIZER);
    }

    static SettingPlace grokfast(Function<Grokfast, Object> value) {
        return new SettingPlace(run -> ifKind(Grokfast.class, run.training().gradientFilter(), value))
                .ifOf(Setting.GRADIENT_FILTER);
    }

    static <T> SettingPlace law(Class<T> kind, Function<T, Object> value) {
        return controller(control -> ifKind(kind, control.law(), value));
    }

    static SettingPlace controller(Function<WeightDecayControl, @Nullable Object> value) {
        return new SettingPlace(run -> value.apply(run.control())).ifOf(Setting.WEIGHT_DECAY_CONTROLLER);
    }

    static SettingPlace dual(Function<DualRule, @Nullable Object> value) {
        return new SettingPlace(run -> run.constraints().present()
                        ? value.apply(run.constraints().rule())
                        : null)
                .ifOf(Setting.CONSTRAINT);
    }

    private static <T> @Nullable Object ifKind(Class<T> kind, Object thing, Function<T, Object> value) {
        return kind.isInstance(thing) ? value.apply(kind.cast(thing)) : null;
    }
}
