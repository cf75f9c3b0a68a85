package calorimeter.lab.observable;

import calorimeter.engine.data.OperationTask;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.ArrayList;
import java.util.List;

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
            all.add(new Ledger());
            if (settings.task() instanceof OperationTask task
                    && task.operation().cyclic()) {
                all.add(new EmbeddingSpectrum(task.classes()));
            }
            all.addAll(controllers);
            all.add(new ReadRows(model));
        } else {
            all.add(new Norms(settings.model()));
            all.addAll(controllers);
        }
        return all;
    }
}
