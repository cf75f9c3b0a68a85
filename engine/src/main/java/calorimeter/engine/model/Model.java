// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/// Anything that can be trained: a loss of parameters on a table of examples, and its gradient.
///
/// First [#load] the parameters, then ask. Results are the same bits whatever the number of threads: sums over
/// examples are a fixed tree.
///
/// Not for concurrent callers.
public interface Model {

    ModelSettings settings();

    /// The tensors that are trained. Parameters and gradients are arrays of this layout.
    ParameterLayout layout();

    /// Takes new parameters. The array is read, not copied, until the next load.
    void load(float[] parameters);

    /// Mean loss over a batch; its gradient is written to `into`.
    ///
    /// @param batch numbers of examples
    Evaluation gradient(int[] batch, float[] into);

    /// Mean loss and accuracy over the given examples.
    Evaluation evaluate(int[] examples);

    /// Logits of the given examples in evaluation, before the output temperature; row-major [examples × classes].
    float[] logits(int[] examples);

    /// Terms at the logits that the next gradients have beside the loss.
    LogitTerms logitTerms();

    /// State that is no parameter, by name, live: what a checkpoint must hold besides the parameters.
    default SortedMap<String, float[]> buffers() {
        return Collections.emptySortedMap();
    }

    /// Takes into its [#buffers] what it saw of the batch of the last [#gradient]: called once an update, so that a
    /// gradient can be asked for again.
    default void advance() {}

    /// How the model is computed, one statement a line.
    List<String> explanation();
}
