package calorimeter.lab.observable;

import calorimeter.physics.action.FirstLaw;
import calorimeter.physics.action.FirstLawLedger;
import org.jspecify.annotations.Nullable;

/// Keeps the first-law ledger of a training run: between two logged steps the levels of every probed row move (work)
/// and its occupation moves (heat).
///
/// Its whole state is the ledger and the last occupation and energies, which a checkpoint saves.
public final class FirstLawObserver {

    /// The state of the probed rows at the last logged step: p and E of all rows, one after the other.
    public record Saved(FirstLawLedger ledger, double @Nullable [] probabilities, double @Nullable [] energies) {}

    private FirstLawLedger ledger = FirstLawLedger.EMPTY;
    private double @Nullable [] probabilities;
    private double @Nullable [] energies;

    /// Enters the step from the last probe to this one; the first probe only begins the ledger.
    public FirstLawLedger observe(AttentionProbe probe) {
        if (probabilities != null && energies != null) {
            ledger = ledger.after(FirstLaw.step(
                    probabilities,
                    energies,
                    probe.probabilities(),
                    probe.energies(),
                    probe.rowOffsets(),
                    probe.beta()));
        }
        probabilities = probe.probabilities();
        energies = probe.energies();
        return ledger;
    }

    public Saved save() {
        return new Saved(ledger, probabilities, energies);
    }

    public void restore(Saved saved) {
        ledger = saved.ledger();
        probabilities = saved.probabilities();
        energies = saved.energies();
    }
}
