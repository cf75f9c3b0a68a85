// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.engine.model.ModelSettings;
import calorimeter.physics.noether.symmetry.LawSearch;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Tensors;
import calorimeter.physics.noether.twin.Twin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Symmetries that were found from an architecture, checked on a small twin of it in double precision: each on the
/// gradient, and the number of laws against the dimension of what gradient flows reach.
///
/// @param sizes of the twin: the same architecture, few tokens and narrow; by the names of the settings
/// @param predicted independent laws of the twin, by its architecture
/// @param violation largest |⟨∇f, X⟩| of a charge or rotation, with norms without ε
/// @param search laws found
public record TwinCheck(Map<String, Integer> sizes, int predicted, double violation, LawSearch search) {

    /// Losses on data, whose gradient fields are combined.
    private static final int FIELDS = 40;

    /// How far flows go.
    private static final double[] REACHES = {0.1, 0.03, 0.01};

    private static final int SEARCHES = 5;

    /// Points that are tried for one at which every unit is on for some examples and off for others.
    private static final int POINTS = 1500;

    /// A unit that is on, or off, for a smaller share of the examples makes the twin nearly another model.
    private static final double OFTEN = 0.2;

    /// Largest |⟨∇f, X⟩| that counts as 0: losses and parameters are of order 1.
    private static final double ROUNDING = 1e-12;

    /// Whether every symmetry holds, all charges are independent, and a search without errors finds no further law.
    public boolean holds() {
        return violation < ROUNDING && search.isClean() && search.independent() == predicted && search.further() == 0;
    }

    public static TwinCheck of(ModelSettings model, long seed) {
        SmallModel small = SmallModel.of(model);
        SplittableRandom random = new SplittableRandom(seed);
        List<Twin> twins = IntStream.range(0, FIELDS)
                .mapToObj(i -> small.loss().apply(random))
                .toList();
        List<Symmetry> symmetries = small.groups().stream()
                .flatMap(group -> group.symmetries().stream())
                .toList();
        List<Symmetry> all = new ArrayList<>(symmetries);
        small.groups().forEach(group -> all.addAll(group.rotations()));
        double violation = violation(all, twins, point(twins, random));
        return new TwinCheck(
                small.sizes(), ModelSymmetries.laws(small.groups()), violation, search(symmetries, twins, random));
    }

    /// The search without errors that finds fewest laws; if there is none, that with the least errors. A flow
    /// that is too short does not get anywhere, and at some points units switch alike. Both hide a direction;
    /// none makes one up. What gradients reach from a point depends on the losses near it alone, so that kinks keep
    /// their sides and all fields are analytic.
    private static LawSearch search(List<Symmetry> symmetries, List<Twin> twins, SplittableRandom random) {
        @Nullable LawSearch best = null;
        for (int i = 0; i < SEARCHES; i++) {
            double[] point = point(twins, random);
            List<UnaryOperator<double[]>> fields =
                    twins.stream().map(twin -> twin.gradientOfPiece(point)).toList();
            List<double[]> charges = charges(symmetries, twins.getFirst(), point);
            for (double reach : REACHES) {
                LawSearch search = LawSearch.at(point, charges, fields, reach, random);
                if (best == null || isBetter(search, best)) {
                    best = search;
                }
                if (best.isClean() && best.further() == 0) {
                    return best;
                }
            }
        }
        return Objects.requireNonNull(best);
    }

    private static boolean isBetter(LawSearch search, LawSearch than) {
        if (search.isClean() && than.isClean()) {
            return search.further() < than.further();
        }
        return search.noise() < than.noise();
    }

    private static double[] point(List<Twin> twins, SplittableRandom random) {
        double[] best = new double[0];
        double highest = -1;
        for (int i = 0; i < POINTS && highest < OFTEN; i++) {
            double[] point =
                    random.doubles(twins.getFirst().layout().size(), -1, 1).toArray();
            double share = rarer(twins.stream().map(twin -> twin.sides(point)).toList());
            if (share > highest) {
                highest = share;
                best = point;
            }
        }
        return best;
    }

    /// The smallest share of rows that a column of a ReLU or maximum has on the rarer of its two sides.
    ///
    /// @param sides of all twins
    private static double rarer(List<List<boolean[][]>> sides) {
        double least = 1;
        for (int kink = 0; kink < sides.getFirst().size(); kink++) {
            int place = kink;
            boolean[][] rows = sides.stream()
                    .flatMap(twin -> Arrays.stream(twin.get(place)))
                    .toArray(boolean[][]::new);
            for (int column = 0; column < rows[0].length; column++) {
                int at = column;
                double share = Arrays.stream(rows).filter(row -> row[at]).count() / (double) rows.length;
                least = Math.min(least, Math.min(share, 1 - share));
            }
        }
        return least;
    }

    private static double violation(List<Symmetry> symmetries, List<Twin> twins, double[] point) {
        double largest = 0;
        for (Twin twin : twins) {
            Tensors position = twin.tensors(point);
            Tensors gradient = twin.tensors(twin.gradient(point));
            for (Symmetry symmetry : symmetries) {
                for (double violation : symmetry.violation(position, gradient)) {
                    largest = Math.max(largest, Math.abs(violation));
                }
            }
        }
        return largest;
    }

    /// Gradients of all charges: ⟨X(q), y⟩ is linear in y, and X(q) = ∂charge/∂q up to a factor.
    private static List<double[]> charges(List<Symmetry> symmetries, Twin twin, double[] point) {
        List<double[]> charges = new ArrayList<>();
        for (Symmetry symmetry : symmetries) {
            double[][] gradients = new double[symmetry.laws()][point.length];
            double[] unit = new double[point.length];
            for (int i = 0; i < point.length; i++) {
                unit[i] = 1;
                double[] products = symmetry.product(twin.tensors(point), twin.tensors(unit));
                unit[i] = 0;
                for (int law = 0; law < products.length; law++) {
                    gradients[law][i] = products[law];
                }
            }
            charges.addAll(List.of(gradients));
        }
        return charges;
    }
}
