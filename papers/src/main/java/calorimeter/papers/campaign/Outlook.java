package calorimeter.papers.campaign;

import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.RunEvidence;

/// What has become of runs so far.
public interface Outlook {

    Fate of(Item item);

    /// How far one run is.
    sealed interface Fate {

        /// Not finished.
        record Pending() implements Fate {}

        /// Finished: evidence.
        record Finished(RunEvidence run) implements Fate {}

        /// Ended for good without being evidence.
        record Broken(String run, String why) implements Fate {}
    }

    Fate PENDING = new Fate.Pending();
}
