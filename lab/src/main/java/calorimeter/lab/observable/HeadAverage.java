// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.transformer.settings.AttentionKind;
import calorimeter.physics.attention.HeadState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.DoubleStream;

/// A quantity of a row of attention, averaged over the rows of a head, and over heads:
///
///     p_j = e^(−βE_j)/Z    U = Σ pE    S = −Σ p ln p    F = −ln Z/β    C = β² Var_p(E) = Var_p(s)
///
/// for softmax; for another operator, those of the entropy S that it maximises, with C = T dS/dT, F = U − TS,
/// and KL and e^S still with Shannon's entropy of the weights (`OperatorState`).
///
/// C, χ and KL are averaged over rows of at least two keys, the others over all rows. A mean over heads is one over
/// all heads of all layers; every head has the same number of rows.
public enum HeadAverage {
    SPECIFIC_HEAT("C", "C", "1", "specific heat"),
    ENTROPY("S", "S", "nat", "entropy"),
    MEAN_ENERGY("U", "U", "1", "mean energy"),
    FREE_ENERGY("F", "F", "1", "free energy"),
    SELECTIVITY("KL", "KL", "fraction", "selectivity KL(p‖uniform)/ln n"),
    SUSCEPTIBILITY("chi", "χ", "1", "susceptibility C/(ln n)²"),
    EFFECTIVE_KEYS("keys", "e^S", "keys", "effective keys");

    /// Those that are also averaged over heads.
    static final Set<HeadAverage> POTENTIALS = EnumSet.range(SPECIFIC_HEAT, FREE_ENERGY);

    private final String key;
    private final String symbol;
    private final String unit;
    private final String words;

    HeadAverage(String key, String symbol, String unit, String words) {
        this.key = key;
        this.symbol = symbol;
        this.unit = unit;
        this.words = words;
    }

    /// What it is of any head, under the name that stands in front of the head's place: `attention.C`.
    ///
    /// @param which empty for all rows, or as `.read`
    public Quantity ofHeads(String which) {
        return new Quantity("attention." + key + which, symbol, unit, words);
    }

    /// What is added to the words of quantities where an operator has an entropy of its own: none for
    /// softmax.
    static String wordsOf(AttentionKind kind) {
        return switch (kind) {
            case SOFTMAX -> "";
            case TSALLIS -> ", of Tsallis's entropy";
            case KANIADAKIS -> ", of Kaniadakis's entropy";
            case ABE -> ", of Abe's entropy";
        };
    }

    double of(HeadState head) {
        return switch (this) {
            case SPECIFIC_HEAT -> head.specificHeat();
            case ENTROPY -> head.entropy();
            case MEAN_ENERGY -> head.meanEnergy();
            case FREE_ENERGY -> head.freeEnergy();
            case SELECTIVITY -> head.selectivity();
            case SUSCEPTIBILITY -> head.susceptibility();
            case EFFECTIVE_KEYS -> head.effectiveKeys();
        };
    }

    /// Averages of [#POTENTIALS] over all heads.
    ///
    /// @param which as in [#ofHeads]
    /// @param rows the rows in words, appended to those of the quantity
    static List<Quantity> means(String which, String rows) {
        List<Quantity> means = new ArrayList<>();
        for (HeadAverage average : POTENTIALS) {
            Quantity heads = average.ofHeads(which);
            means.add(new Quantity(
                    heads.name(),
                    heads.symbol(),
                    heads.unit(),
                    average.words + " of attention, mean over heads" + rows));
        }
        return means;
    }

    /// The values of [#means].
    static DoubleStream means(HeadState[][] heads) {
        return POTENTIALS.stream().mapToDouble(average -> average.mean(heads));
    }

    private double mean(HeadState[][] heads) {
        double sum = 0;
        int count = 0;
        for (HeadState[] layer : heads) {
            for (HeadState head : layer) {
                sum += of(head);
                count++;
            }
        }
        return sum / count;
    }

    /// Some quantities of every head, head by head.
    static List<Quantity> ofEveryHead(Set<HeadAverage> some, int layers, int heads, String which, String rows) {
        List<Quantity> all = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (int head = 0; head < heads; head++) {
                for (HeadAverage average : some) {
                    Quantity quantity = average.ofHeads(which);
                    all.add(new Quantity(
                            quantity.name() + ".layer" + layer + ".head" + head,
                            quantity.symbol(),
                            quantity.unit(),
                            quantity.description() + " of layer " + layer + ", head " + head + rows));
                }
            }
        }
        return all;
    }

    /// The values of [#ofEveryHead].
    static DoubleStream ofEveryHead(Set<HeadAverage> some, HeadState[][] heads) {
        return Arrays.stream(heads)
                .flatMap(Arrays::stream)
                .flatMapToDouble(head -> some.stream().mapToDouble(average -> average.of(head)));
    }
}
