package calorimeter.lab.observable;

import calorimeter.physics.action.FirstLaw;
import calorimeter.physics.action.FirstLawLedger;
import org.jspecify.annotations.Nullable;

/// Keeps the first-law ledger of a training run: between two logged steps the levels of every probed row move
/// (work) and its occupation moves (heat).
///
/// Its whole state is the ledger and the last occupation and energies, which a checkpoint saves.
public final class FirstLawObserver {

    /// @param last the probed rows at the last logged step; null before the first
    public record Saved(FirstLawLedger ledger, @Nullable RowOccupation last) {}

    private Saved state = new Saved(FirstLawLedger.EMPTY, null);

    /// Enters the step from the last probe to this one; the first probe only begins the ledger.
    public FirstLawLedger observe(AttentionProbe probe) {
        RowOccupation before = state.last();
        RowOccupation after = probe.occupation();
        FirstLawLedger ledger = before == null
                ? state.ledger()
                : state.ledger()
                        .after(FirstLaw.step(
                                before.probabilities(),
                                before.energies(),
                                after.probabilities(),
                                after.energies(),
                                probe.rowOffsets(),
                                probe.beta()));
        state = new Saved(ledger, after);
        return ledger;
    }

    public Saved save() {
        return state;
    }

    public void restore(Saved saved) {
        state = saved;
    }
}
