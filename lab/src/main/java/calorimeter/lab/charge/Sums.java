// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import java.util.Arrays;
import java.util.List;

/// Sums over the blocks of every law of a group at one step: ⟨X(q), y⟩ with the signs of the charge, or all with plus
/// as sizes.
///
/// | | quadratic charge | translation |
/// |---|---|---|
/// | charge | R = ⟨q, q⟩ | S = Σq; as a size Σ\|q\| |
/// | radial | P = ⟨q, v⟩ | V = Σv; as a size Σ\|v\| |
/// | kinetic | N = ⟨v, v⟩ | 0 |
/// | violation | ρ = ⟨q, g⟩ | ρ = Σg; as a size Σ\|g\| |
/// | slope | ⟨g, g⟩ | 0; as a size the number of entries |
final class Sums {

    final double[] charge;
    final double[] radial;
    final double[] kinetic;
    final double[] violation;
    final double[] slope;

    Sums(int laws) {
        charge = new double[laws];
        radial = new double[laws];
        kinetic = new double[laws];
        violation = new double[laws];
        slope = new double[laws];
    }

    List<double[]> all() {
        return List.of(charge, radial, kinetic, violation, slope);
    }

    void clear() {
        all().forEach(sums -> Arrays.fill(sums, 0));
    }

    void copyFrom(Sums other) {
        for (int kind = 0; kind < all().size(); kind++) {
            System.arraycopy(other.all().get(kind), 0, all().get(kind), 0, charge.length);
        }
    }

    /// Adds sign times the first sums of another, from `first` on.
    void add(int sign, Sums other, int first, int count) {
        for (int kind = 0; kind < all().size(); kind++) {
            double[] into = all().get(kind);
            double[] from = other.all().get(kind);
            for (int i = 0; i < count; i++) {
                into[first + i] += sign * from[i];
            }
        }
    }

    /// N′ = ⟨g + kq, g + kq⟩, the speed of the update that follows if there is no momentum.
    double descent(int law, double decay) {
        return slope[law] + decay * (2 * violation[law] + decay * charge[law]);
    }
}
