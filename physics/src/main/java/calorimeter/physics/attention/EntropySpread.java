// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

import java.util.OptionalDouble;

/// Spread of the heads' entropies: σ_H in nats, the mean over layers of the standard deviation over heads of the
/// entropy S (Verma, arXiv:2605.20441; here with the population normalisation 1/H).
public final class EntropySpread {

    private EntropySpread() {}

    /// σ_H of `entropies[layer][head]`; layers may differ in their number of heads. A layer with one head has
    /// no spread and is left out; empty when no layer remains.
    public static OptionalDouble of(double[][] entropies) {
        double sum = 0;
        int layers = 0;
        for (double[] heads : entropies) {
            if (heads.length > 1) {
                sum += standardDeviation(heads);
                layers++;
            }
        }
        return layers == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / layers);
    }

    private static double standardDeviation(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / values.length;
        }
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(squares / values.length);
    }
}
