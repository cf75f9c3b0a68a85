// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

import java.util.List;

/// One row of attention and its gradients, in float64.
///
/// @param kind name of the operator, in capitals
/// @param deformation t
/// @param scores float32 numbers
/// @param gradient at the weights, float32 numbers
/// @param scoreGradient at the scores
/// @param deformationGradient at t
public record GoldenRow(
        String kind,
        double deformation,
        List<Double> scores,
        List<Double> gradient,
        List<Double> weights,
        List<Double> scoreGradient,
        double deformationGradient) {

    static GoldenRow of(GoldenFile.Line line) {
        int keys = line.integer(2);
        List<Double> numbers = line.fields().subList(3, line.fields().size()).stream()
                .map(Double::valueOf)
                .toList();
        return new GoldenRow(
                line.field(0),
                Double.parseDouble(line.field(1)),
                numbers.subList(0, keys),
                numbers.subList(keys, 2 * keys),
                numbers.subList(2 * keys, 3 * keys),
                numbers.subList(3 * keys, 4 * keys),
                numbers.getLast());
    }
}
