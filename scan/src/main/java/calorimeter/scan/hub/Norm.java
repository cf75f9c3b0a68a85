// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.hub;

import calorimeter.engine.computation.Rows;
import org.jspecify.annotations.Nullable;

/// The gain and bias of one norm.
final class Norm {

    private final Normalisation normalisation;
    private final float[] gain;
    private final float @Nullable [] bias;

    /// @param bias null where there is none
    Norm(Normalisation normalisation, float[] gain, float @Nullable [] bias) {
        this.normalisation = normalisation;
        this.gain = gain;
        this.bias = bias;
    }

    /// y ← N(x) for rows first … first + rows − 1 of x, and as many of y from `to` on.
    void apply(int first, int rows, Rows x, Rows y, int to) {
        for (int row = 0; row < rows; row++) {
            normalisation.apply(x.values, x.at(first + row), x.width, gain, bias, y.values, y.at(to + row));
        }
    }

    /// Norms each slice of `size` elements of a row: of the heads of a query.
    void applyToSlices(Rows x, int row, int size) {
        for (int from = 0; from < x.width; from += size) {
            normalisation.apply(x.values, x.at(row) + from, size, gain, bias, x.values, x.at(row) + from);
        }
    }
}
