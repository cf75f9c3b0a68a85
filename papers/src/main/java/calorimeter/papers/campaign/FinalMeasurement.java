package calorimeter.papers.campaign;

import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import java.util.OptionalDouble;

/// A number measured once on what a finished run left behind.
public interface FinalMeasurement {

    /// Under which claims find it, see [calorimeter.papers.claim.RunEvidence#number].
    String name();

    /// Empty when the run does not determine it.
    OptionalDouble of(RunStore store, RunRecord run);
}
