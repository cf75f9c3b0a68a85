// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.physics.action.Dissipation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// What training wastes: between two logged steps the levels of every probed row jump from one equilibrium
/// to the next, see [Dissipation], over a Fisher–Rao distance d:
///
///     Σ KL(p‖p′) ≥ Σ −2 ln cos(d/2) ≥ Σ d²/4        ℒ = Σ d, the thermodynamic length
///
/// In N short steps the waste is at least ℒ²/2N. Means over rows, of all heads and of every head.
///
/// The state is the running sums; the rows of the last logged step are those of [Ledger], which is kept
/// whenever this is.
public final class StepDissipation implements Instrument {

    /// Names of the two quantities of a head, before `.layerL.headH`.
    public static final String DISSIPATION = "ledger.dissipation";

    public static final String LENGTH = "ledger.length";

    private static final String SUMS = "instrument/dissipation";

    /// Quantities of all heads together, which come first.
    private static final int FIRST_HEAD = 4;

    private final int heads;
    private final List<Quantity> quantities = new ArrayList<>();

    /// Σ of the two bounds over all rows, then of KL head by head, then of d head by head.
    private double[] sums;

    /// Empty before the first logged step.
    private double[] probabilities = {};

    public StepDissipation(TransformerSettings model) {
        this(model.layers() * model.heads(), model.heads());
    }

    /// @param heads of all layers
    StepDissipation(int heads, int ofLayer) {
        this.heads = heads;
        sums = new double[2 + 2 * heads];
        quantities.add(new Quantity(
                DISSIPATION, "Σ KL", "nat", "dissipation of training, Σ KL(p‖p′) over logged steps, mean per row"));
        quantities.add(new Quantity(
                DISSIPATION + ".overlap", "−2 Σ ln cos(d/2)", "nat", "its bound by the overlap of p and p′"));
        quantities.add(new Quantity(DISSIPATION + ".distance", "Σ d²/4", "nat", "its bound by Fisher–Rao distances"));
        quantities.add(new Quantity(LENGTH, "ℒ", "thermodynamic length of training, mean per row"));
        for (int head = 0; head < heads; head++) {
            String place = ".layer" + head / ofLayer + ".head" + head % ofLayer;
            quantities.add(new Quantity(DISSIPATION + place, "Σ KL", "nat", "dissipation of training"));
            quantities.add(new Quantity(LENGTH + place, "ℒ", "thermodynamic length of training"));
        }
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public double[] measure(Moment moment) {
        return enter(moment.attention());
    }

    /// The values of [#quantities] after the jump from the last logged rows to these, which is nothing for
    /// rows that have not moved.
    double[] enter(AttentionProbe now) {
        int rows = add(now);
        double[] values = new double[FIRST_HEAD + 2 * heads];
        values[1] = sums[0] / rows;
        values[2] = sums[1] / rows;
        for (int head = 0; head < heads; head++) {
            double divergence = sums[2 + head] / rows;
            double distance = sums[2 + heads + head] / rows;
            values[0] += divergence;
            values[3] += distance;
            values[FIRST_HEAD + 2 * head] = heads * divergence;
            values[FIRST_HEAD + 2 * head + 1] = heads * distance;
        }
        return values;
    }

    /// Adds the jump; the number of rows.
    private int add(AttentionProbe now) {
        int[] offsets = now.offsets();
        int rows = offsets.length - 1;
        for (int row = 0; row < rows && probabilities.length > 0; row++) {
            Dissipation jump = Dissipation.of(
                    Arrays.copyOfRange(probabilities, offsets[row], offsets[row + 1]),
                    Arrays.copyOfRange(now.probabilities(), offsets[row], offsets[row + 1]));
            sums[0] += jump.overlapBound();
            sums[1] += jump.distanceBound();
            sums[2 + now.headOf(row)] += jump.divergence();
            sums[2 + heads + now.headOf(row)] += jump.distance();
        }
        probabilities = now.probabilities();
        return rows;
    }

    @Override
    public SortedMap<String, double[]> state() {
        SortedMap<String, double[]> state = new TreeMap<>();
        state.put(SUMS, sums);
        return state;
    }

    @Override
    public void restore(SortedMap<String, double[]> saved) {
        sums = Instrument.saved(saved, SUMS).clone();
        probabilities = Instrument.saved(saved, Ledger.PROBABILITIES);
        if (sums.length != 2 + 2 * heads) {
            throw new IllegalArgumentException(
                    "there are " + sums.length + " sums of dissipation but " + heads + " heads");
        }
    }
}
