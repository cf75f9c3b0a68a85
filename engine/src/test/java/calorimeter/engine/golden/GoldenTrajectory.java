// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import java.util.List;
import java.util.Map;

/// What full-batch steps of an optimiser must give in one precision.
///
/// @param losses before each update, then after the last: one more than there are steps
/// @param gradientNorms L2 norm of all gradients together before each update, before clipping
/// @param correct number of right examples after the last update
/// @param starts how each tensor begins, in canonical order
/// @param finalNorms L2 norm of each tensor after the last update, by name in canonical order. Where the
///     gradient is zero by an identity (see [GoldenTensor#vanishes]) Adam and AdamW magnify the rounding left
///     over, and the norm agrees to 1e-3 only; the losses do not feel it.
/// @param constants all of the tensors of constants after the last update, by name
public record GoldenTrajectory(
        List<Double> losses,
        List<Double> gradientNorms,
        int correct,
        List<GoldenStart> starts,
        Map<String, Double> finalNorms,
        Map<String, List<Double>> constants) {

    public GoldenTrajectory {
        losses = List.copyOf(losses);
        gradientNorms = List.copyOf(gradientNorms);
        starts = List.copyOf(starts);
    }
}
