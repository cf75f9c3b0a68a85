// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.ArrayList;
import java.util.List;

/// The finite-size null of C: what softmax over unrelated keys would have ([RandomHeat]), with as many keys
/// and scores of the same variance as the rows that the loss depends on ([ReadRows]). The variance is that
/// within rows, pooled over the examples of a query. An `attention.C.read` near it is size, one that stands
/// out is structure.
public final class RandomKeys implements Instrument {

    private static final String RANDOM = ".random";
    private static final String WORDS = " of random energies of the same variance";

    private final boolean[][] read;
    private final List<Quantity> quantities = new ArrayList<>();

    public RandomKeys(TransformerSettings model) {
        read = ReadRows.read(model);
        Quantity heat = HeadAverage.SPECIFIC_HEAT.ofHeads(RANDOM);
        quantities.add(new Quantity(heat.name(), "C_r", heat.description() + WORDS + ", mean over heads"));
        for (int layer = 0; layer < model.layers(); layer++) {
            for (int head = 0; head < model.heads(); head++) {
                String place = ".layer" + layer + ".head" + head;
                quantities.add(new Quantity(heat.name() + place, "C_r", heat.description() + WORDS));
            }
        }
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public double[] measure(Moment moment) {
        double[] values = new double[quantities.size()];
        int heads = values.length - 1;
        int next = 1;
        for (double[] layer : moment.attention().randomHeats(read)) {
            for (double heat : layer) {
                values[next++] = heat;
                values[0] += heat / heads;
            }
        }
        return values;
    }
}
