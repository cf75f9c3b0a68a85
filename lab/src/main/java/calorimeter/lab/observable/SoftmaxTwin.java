// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.physics.attention.HeadState;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/// C, S, U and F of the same scores as if attention were softmax, for a model whose attention is not: beside
/// those of its own entropy ([Attention]).
final class SoftmaxTwin implements Instrument {

    private static final String SOFTMAX = ".softmax";
    private static final String WORDS = ", of the same scores under softmax";

    private final List<Quantity> quantities = new ArrayList<>();

    SoftmaxTwin(TransformerSettings model) {
        quantities.addAll(HeadAverage.means(SOFTMAX, WORDS));
        quantities.addAll(
                HeadAverage.ofEveryHead(HeadAverage.POTENTIALS, model.layers(), model.heads(), SOFTMAX, WORDS));
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public double[] measure(Moment moment) {
        HeadState[][] heads =
                AttentionProbe.asSoftmax(moment.scores(), moment.headSize()).heads();
        return DoubleStream.concat(HeadAverage.means(heads), HeadAverage.ofEveryHead(HeadAverage.POTENTIALS, heads))
                .toArray();
    }
}
