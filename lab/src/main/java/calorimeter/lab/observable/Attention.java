// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.physics.attention.EntropySpread;
import calorimeter.physics.attention.HeadState;
import calorimeter.physics.attention.LandscapeState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Attention on the probe examples: averages over all rows ([HeadAverage]), and
///
///     V = Var(s) over all scores alike = V_within + V_between rows
///     s̄ = mean over layers of the mean pairwise cosine of head attention maps
///     σ_H = mean over layers of the standard deviation of S over heads
final class Attention implements Instrument {

    private static final Set<HeadAverage> ALL = EnumSet.allOf(HeadAverage.class);

    private final List<Quantity> quantities = new ArrayList<>();

    Attention(TransformerSettings model) {
        String own = HeadAverage.wordsOf(model.attention().kind());
        quantities.addAll(HeadAverage.means("", own));
        quantities.add(
                new Quantity("attention.V", "V", "landscape variance: unweighted variance of all scaled scores"));
        quantities.add(new Quantity("attention.V.within", "V_within", "part of V within rows"));
        quantities.add(new Quantity("attention.V.between", "V_between", "part of V between rows"));
        quantities.add(new Quantity("attention.similarity", "s̄", "mean pairwise cosine of head attention maps"));
        quantities.add(new Quantity(
                "attention.entropy-spread",
                "σ_H",
                "nat",
                "standard deviation of S over the heads of a layer, mean over layers"));
        quantities.addAll(HeadAverage.ofEveryHead(ALL, model.layers(), model.heads(), "", own));
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public double[] measure(Moment moment) {
        HeadState[][] heads = moment.attention().heads();
        LandscapeState landscape = moment.landscape();
        double[] others = {
            landscape.variance(),
            landscape.withinRows(),
            landscape.betweenRows(),
            moment.attention().similarity(),
            entropySpread(heads)
        };
        return Stream.of(HeadAverage.means(heads), Arrays.stream(others), HeadAverage.ofEveryHead(ALL, heads))
                .flatMapToDouble(values -> values)
                .toArray();
    }

    /// σ_H, NaN for a single head.
    static double entropySpread(HeadState[][] heads) {
        double[][] entropies = Arrays.stream(heads)
                .map(layer ->
                        Arrays.stream(layer).mapToDouble(HeadState::entropy).toArray())
                .toArray(double[][]::new);
        return EntropySpread.of(entropies).orElse(Double.NaN);
    }
}
