// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import calorimeter.physics.action.FirstLaw;
import calorimeter.physics.action.FirstLawLedger;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The first law through a training run. Between two logged steps the levels of every probed row move (work) and its
/// occupation moves (heat), see [FirstLaw]:
///
///     W = Σ ½(p + p′)(E′ − E)    Q = Σ ½(E + E′)(p′ − p)    ΔU = W + Q    Σσ = ΔS − βQ
///
/// It is that of softmax at one constant temperature, which is every head's.
///
/// The state is the running sums, and p and E of every row at the last logged step.
public final class Ledger implements Instrument {

    /// Occupation of the probed rows at the last logged step, row after row in the order of [AttentionProbe].
    public static final String PROBABILITIES = "ledger/probabilities";

    public static final String ENERGIES = "ledger/energies";

    private static final String TOTALS = "ledger/totals";

    private FirstLawLedger totals = FirstLawLedger.EMPTY;

    /// Empty before the first logged step, which only begins the ledger.
    private double[] probabilities = {};

    private double[] energies = {};

    @Override
    public List<Quantity> quantities() {
        return List.of(
                new Quantity("ledger.work", "W", "work on the probed rows since step 0, mean per row"),
                new Quantity("ledger.heat", "Q", "heat into the probed rows since step 0, mean per row"),
                new Quantity("ledger.energy", "ΔU", "change of U of the probed rows since step 0"),
                new Quantity("ledger.closure", "W + Q − ΔU", "closure error of the first law: rounding only"),
                new Quantity(
                        "ledger.entropy-production", "Σσ", "nat", "ΔS − βδQ summed over logged steps, mean per row"));
    }

    @Override
    public double[] measure(Moment moment) {
        enter(moment.attention());
        return new double[] {
            totals.work(), totals.heat(), totals.energyChange(), totals.closureError(), totals.entropyProduction()
        };
    }

    /// Enters the step from the last logged rows to these. Rows that have not moved are no step: a run that was
    /// stopped between its last checkpoint and its end measures the same rows again.
    FirstLawLedger enter(AttentionProbe now) {
        boolean moved = !Arrays.equals(probabilities, now.probabilities()) || !Arrays.equals(energies, now.energies());
        if (probabilities.length > 0 && moved) {
            totals = totals.after(FirstLaw.step(
                    probabilities, energies, now.probabilities(), now.energies(), now.offsets(), now.beta(0, 0)));
        }
        probabilities = now.probabilities();
        energies = now.energies();
        return totals;
    }

    @Override
    public SortedMap<String, double[]> state() {
        SortedMap<String, double[]> state = new TreeMap<>();
        state.put(TOTALS, new double[] {
            totals.steps(),
            totals.work(),
            totals.heat(),
            totals.energyChange(),
            totals.entropyChange(),
            totals.entropyProduction()
        });
        state.put(PROBABILITIES, probabilities);
        state.put(ENERGIES, energies);
        return state;
    }

    @Override
    public void restore(SortedMap<String, double[]> saved) {
        double[] sums = Instrument.saved(saved, TOTALS);
        totals = new FirstLawLedger((long) sums[0], sums[1], sums[2], sums[3], sums[4], sums[5]);
        probabilities = Instrument.saved(saved, PROBABILITIES);
        energies = Instrument.saved(saved, ENERGIES);
        if (probabilities.length != energies.length) {
            throw new IllegalArgumentException(
                    "there are " + probabilities.length + " probabilities but " + energies.length + " energies");
        }
    }
}
