// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.SequenceTask;
import calorimeter.engine.data.TaskSettings;
import calorimeter.engine.data.sequence.SequenceRule;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/// The instruments of a training run, in the order of their columns. A new one is added at the end, so that no column
/// moves.
public final class Catalogue {

    private Catalogue() {}

    /// @param controllers what the run's controllers record of themselves
    public static List<Instrument> of(TrainingSettings settings, List<? extends Instrument> controllers) {
        List<Instrument> all = new ArrayList<>();
        all.add(new Losses(settings.model().loss()));
        if (settings.model() instanceof TransformerSettings model) {
            all.add(new Attention(model));
            all.add(new Norms(model));
            if (model.attention().isSoftmaxAtOneTemperature()) {
                all.add(new Ledger());
            }
            modulus(settings.task()).ifPresent(p -> all.add(new EmbeddingSpectrum(p)));
            all.addAll(controllers);
            all.add(new ReadRows(model));
            all.addAll(ofOperators(model));
            if (model.attention().isSoftmaxAtOneTemperature()) {
                all.add(new StepDissipation(model));
            }
            if (model.attention().kind() == AttentionKind.SOFTMAX) {
                all.add(new RandomKeys(model));
            }
        } else {
            all.add(new Norms(settings.model()));
            all.addAll(controllers);
        }
        return all;
    }

    private static List<Instrument> ofOperators(TransformerSettings model) {
        List<Instrument> all = new ArrayList<>();
        if (model.attention().kind() != AttentionKind.SOFTMAX) {
            all.add(new SoftmaxTwin(model));
        }
        AttentionConstants constants = new AttentionConstants(model);
        if (!constants.quantities().isEmpty()) {
            all.add(constants);
        }
        return all;
    }

    /// p where operands are the residues modulo p, so that functions on them have a Fourier spectrum.
    private static OptionalInt modulus(TaskSettings task) {
        return switch (task) {
            case OperationTask pairs when pairs.operation().cyclic() -> OptionalInt.of(pairs.classes());
            case SequenceTask rows when rows.source() instanceof SequenceRule.Sum sum -> OptionalInt.of(sum.modulus());
            default -> OptionalInt.empty();
        };
    }
}
