// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.model.ModelSettings;

/// What is done to the filters whose length the loss does not see, [ModelSettings#normalizedFilters]. Both change how
/// a model learns, not what it can compute (Tanaka & Kunin, arXiv:2105.02716, figures 1 and 3).
///
/// @param scale what their initial values are multiplied by
/// @param frozen whether every update ends with q ← q |q₀|/|q|, so that a filter q keeps its initial length
public record FilterSettings(double scale, boolean frozen) {

    /// Beyond, squares of filters leave single precision, or ε drowns them.
    private static final double LEAST = 1e-6;

    /// Filters as they are drawn, free to grow and shrink.
    public static final FilterSettings FREE = new FilterSettings(1, false);

    public FilterSettings {
        require(scale >= LEAST && scale <= 1 / LEAST, "filter scale", scale, "between 1e-6 and 1e6");
    }

    void requireFits(ModelSettings model) {
        boolean fits = !model.normalizedFilters().isEmpty();
        String reason = ", since no filter of the model feeds a batch norm, behind which its length would not be seen";
        require(fits || scale == 1, "filter scale", scale, "1" + reason);
        require(fits || !frozen, "frozen norm", frozen, "false" + reason);
    }
}
