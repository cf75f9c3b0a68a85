// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.physics.attention.HeadState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/// C, S, U and F averaged over the rows of attention that the loss depends on.
///
/// A row decides what attention adds to its own position. A row is *read* if the answer depends on that position:
///
///     read at the last position, last layer       only the last query: nothing looks at the others any more
///     read at the last position, earlier layers   every query: the last query of the next layer sees all positions,
///                                                 under a causal mask too
///     read as the mean over positions             every query of every layer
///
/// So a model of one layer that answers at its last position reads one row of each head, and the averages over all
/// rows ([Attention]) contain rows that training never shapes.
public final class ReadRows implements Instrument {

    /// What names of means over these rows have after the quantity.
    public static final String READ = ".read";
    private static final String WORDS = ", rows that the loss depends on";

    private final boolean[][] read;
    private final List<Quantity> quantities = new ArrayList<>();

    public ReadRows(TransformerSettings model) {
        read = read(model);
        String words = WORDS + HeadAverage.wordsOf(model.attention().kind());
        quantities.addAll(HeadAverage.means(READ, words));
        quantities.addAll(HeadAverage.ofEveryHead(HeadAverage.POTENTIALS, model.layers(), model.heads(), READ, words));
    }

    /// Whether the rows of a query are read, shape (layers, queries).
    public static boolean[][] read(TransformerSettings model) {
        boolean[][] read = new boolean[model.layers()][model.sequence()];
        for (boolean[] layer : read) {
            Arrays.fill(layer, true);
        }
        if (model.readout() == Readout.LAST) {
            Arrays.fill(read[model.layers() - 1], 0, model.sequence() - 1, false);
        }
        return read;
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public double[] measure(Moment moment) {
        HeadState[][] heads = moment.attention().heads(read);
        return DoubleStream.concat(HeadAverage.means(heads), HeadAverage.ofEveryHead(HeadAverage.POTENTIALS, heads))
                .toArray();
    }
}
