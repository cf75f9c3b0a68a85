// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// ⟨C⟩ of n Gaussian random energies for whoever asks often, as an attention head at every logged step
/// does: its finite-size null. A C of the same n and b = βσ that stands out of it is structure, one that
/// does not is size.
///
/// ln ⟨C⟩ is interpolated by a cubic between exact values ([GaussianRandomEnergies]) at b = e^(k/8), each
/// computed when it is first needed; the relative error is below 10⁻⁴. Below b = e⁻⁶ it is b²(1 − 1/n),
/// which is what equal weights leave of the variance; above the range of the integral it falls as 1/b,
/// since levels that close to the lowest are there with a constant density.
public final class RandomHeat {

    private static final int NODES = 8;
    private static final double SMALLEST = StrictMath.exp(-6);
    private static final double LARGEST = 75;

    private record Node(int count, int place) {}

    private static final Map<Node, Double> KNOWN = new ConcurrentHashMap<>();

    private RandomHeat() {}

    /// ⟨C⟩ of n energies with b = βσ: the standard deviation of their scaled scores.
    ///
    /// @param count n ≥ 2
    /// @param b 0 or more, finite
    public static double of(int count, double b) {
        if (!(b >= 0) || Double.isInfinite(b) || count < 2) {
            throw new IllegalArgumentException("there are " + count + " energies of beta times sigma " + b
                    + " but there must be at least 2, of 0 or more");
        }
        if (b < SMALLEST) {
            return b * b * (count - 1) / count;
        }
        double within = Math.min(b, LARGEST);
        double place = NODES * StrictMath.log(within);
        int node = (int) Math.floor(place);
        double t = place - node;
        double before = known(count, node - 1);
        double left = known(count, node);
        double right = known(count, node + 1);
        double after = known(count, node + 2);
        double logHeat = -t * (t - 1) * (t - 2) / 6 * before
                + (t + 1) * (t - 1) * (t - 2) / 2 * left
                - (t + 1) * t * (t - 2) / 2 * right
                + (t + 1) * t * (t - 1) / 6 * after;
        return StrictMath.exp(logHeat) * within / b;
    }

    private static double known(int count, int place) {
        return KNOWN.computeIfAbsent(new Node(count, place), node -> {
            double b = StrictMath.exp((double) node.place() / NODES);
            return StrictMath.log(new GaussianRandomEnergies(node.count(), 1).meanSpecificHeat(b));
        });
    }
}
