// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import org.jspecify.annotations.Nullable;

/// Where models of one kind keep their weights.
interface Family {

    Architecture architecture();

    /// Writes the residual stream of a prompt's tokens before the first layer, from row `first` on.
    void embed(int[] tokens, Rows x, int first);

    /// Reads the weights of a layer.
    Layer layer(int index);

    /// The norm after the last layer; null where there is none.
    @Nullable
    Norm finalNorm();
}
