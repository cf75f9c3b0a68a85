// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

import calorimeter.engine.data.TaskSettings;
import java.util.List;

/// One member of a family of models, complete: equal settings have the same tensors and the same loss.
public interface ModelSettings {

    /// The version of the engine in which the bits of such models last changed. It is part of a run's identity,
    /// so that a change to some models leaves the runs of all others what they are.
    int numericVersion();

    LossFunction loss();

    /// Fewest examples that the model can be trained on at a time.
    default int smallestBatch() {
        return 1;
    }

    /// Names of the tensors [inputs × filters] whose columns feed a batch norm and nothing else: multiplied
    /// by a positive number, a filter leaves the loss as it is, but for ε.
    default List<String> normalizedFilters() {
        return List.of();
    }

    /// Bytes that an example of a batch takes between the layers, by the shapes alone; 0 if that is not known.
    default long bytesPerExample() {
        return 0;
    }

    /// @throws IllegalArgumentException if such a model cannot learn the task
    void requireFits(TaskSettings task);
}
