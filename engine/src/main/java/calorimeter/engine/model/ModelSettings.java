package calorimeter.engine.model;

import calorimeter.engine.data.TaskSettings;

/// One member of a family of models, complete: equal settings have the same tensors and the same loss.
public interface ModelSettings {

    /// The version of the engine in which the bits of such models last changed. It is part of a run's identity,
    /// so that a change to some models leaves the runs of all others what they are.
    int numericVersion();

    /// Fewest examples that the model can be trained on at a time.
    default int smallestBatch() {
        return 1;
    }

    /// @throws IllegalArgumentException if such a model cannot learn the task
    void requireFits(TaskSettings task);
}
