// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import calorimeter.engine.data.ImageTask;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.ModelSettings;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.network.MlpInput;
import calorimeter.engine.network.MlpSettings;
import calorimeter.engine.network.VggSettings;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.Sharing;
import calorimeter.engine.transformer.settings.TemperatureSchedule;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Makes the settings of a model, and of its loss, from values of settings.
final class ModelReader {

    private static final Pattern SCHEDULE = Pattern.compile("(?<from>[^:]*):(?<to>[^@]*)@(?<updates>.*)");

    private final SettingValues values;

    ModelReader(SettingValues values) {
        this.values = values;
    }

    ModelSettings model(TaskSettings task) {
        return switch (values.choice(Setting.MODEL, ModelFamily.class)) {
            case TRANSFORMER -> transformer(tokens(task), task.classes());
            case MLP -> mlp(task);
            case VGG -> vgg(images(task));
        };
    }

    private MlpInput.Tokens tokens(TaskSettings task) {
        if (input(task) instanceof MlpInput.Tokens tokens) {
            return tokens;
        }
        throw new IllegalArgumentException(
                "a transformer reads tokens: give images to --model mlp or vgg, or take --data operation");
    }

    private static ImageTask images(TaskSettings task) {
        if (task instanceof ImageTask images) {
            return images;
        }
        throw new IllegalArgumentException("a vgg reads images: give it --data fashion-mnist or another data set");
    }

    private VggSettings vgg(ImageTask task) {
        return new VggSettings(
                task.source().height(),
                task.source().width(),
                task.source().channels(),
                task.classes(),
                values.integers(Setting.STAGES),
                values.choice(Setting.NORM, Normalization.class),
                values.choice(Setting.INITIALIZATION, Initialization.class),
                loss());
    }

    private MlpInput input(TaskSettings task) {
        return switch (task) {
            case OperationTask operation ->
                new MlpInput.Tokens(
                        operation.vocabulary(), operation.layout().sequence(), values.integer(Setting.WIDTH));
            case SequenceTask sequences ->
                new MlpInput.Tokens(
                        sequences.source().vocabulary(), sequences.source().length(), values.integer(Setting.WIDTH));
            case ImageTask images ->
                new MlpInput.Pixels(
                        images.source().height(),
                        images.source().width(),
                        images.source().channels());
        };
    }

    private MlpSettings mlp(TaskSettings task) {
        return new MlpSettings(
                input(task),
                task.classes(),
                values.integer(Setting.LAYERS),
                values.integer(Setting.MLP_WIDTH),
                values.choice(Setting.ACTIVATION, Activation.class),
                values.choice(Setting.NORM, Normalization.class),
                values.choice(Setting.INITIALIZATION, Initialization.class),
                loss());
    }

    private LossFunction loss() {
        return new LossFunction(
                values.choice(Setting.LOSS, LossFunction.Form.class), values.number(Setting.OUTPUT_TEMPERATURE));
    }

    private TransformerSettings transformer(MlpInput.Tokens tokens, int classes) {
        return new TransformerSettings(
                tokens.vocabulary(),
                classes,
                tokens.sequence(),
                values.integer(Setting.LAYERS),
                tokens.width(),
                values.integer(Setting.HEADS),
                values.integer(Setting.MLP_WIDTH),
                values.choice(Setting.ACTIVATION, Activation.class),
                values.choice(Setting.NORM, Normalization.class),
                values.choice(Setting.POSITIONS, Positions.class),
                values.number(Setting.ROTARY_BASE),
                values.choice(Setting.MASK, Mask.class),
                values.choice(Setting.BIASES, Biases.class),
                values.choice(Setting.READOUT, Readout.class),
                values.flag(Setting.TIED),
                values.choice(Setting.INITIALIZATION, Initialization.class),
                loss(),
                attention(),
                values.choice(Setting.PLAN, PlanChoice.class));
    }

    private AttentionSettings attention() {
        boolean ordered = !values.isNone(Setting.ORDER);
        double order = ordered ? values.number(Setting.ORDER) : Double.NaN;
        if (ordered && Double.isNaN(order)) {
            throw values.refused(Setting.ORDER, "none or a number");
        }
        return new AttentionSettings(
                values.choice(Setting.ATTENTION, AttentionKind.class),
                order,
                values.choice(Setting.ORDER_TRAINABLE, Sharing.class),
                temperature(values.text(Setting.ATTENTION_TEMPERATURE)),
                values.choice(Setting.ATTENTION_TEMPERATURE_TRAINABLE, Sharing.class));
    }

    /// What is neither a number nor of the other form becomes NaN, which the record refuses.
    private static TemperatureSchedule temperature(String text) {
        Matcher schedule = SCHEDULE.matcher(text);
        return schedule.matches()
                ? new TemperatureSchedule(
                        SettingValues.number(schedule.group("from")),
                        SettingValues.number(schedule.group("to")),
                        SettingValues.integer(schedule.group("updates")))
                : TemperatureSchedule.constant(SettingValues.number(text));
    }

    /// Value of [Setting#MODEL].
    enum ModelFamily {
        TRANSFORMER,
        MLP,
        VGG;

        static ModelFamily of(ModelSettings model) {
            return switch (model) {
                case TransformerSettings transformer -> TRANSFORMER;
                case MlpSettings mlp -> MLP;
                case VggSettings vgg -> VGG;
                default -> throw new IllegalArgumentException("there is no name for the family of " + model);
            };
        }
    }
}
