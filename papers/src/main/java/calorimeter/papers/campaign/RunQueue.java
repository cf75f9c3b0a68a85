package calorimeter.papers.campaign;

import calorimeter.papers.campaign.Stage.Item;
import java.util.List;

/// Computes runs that do not wait for each other.
public interface RunQueue {

    /// How that ended.
    enum Ending {
        /// every run has come to an end of its own
        COMPLETE,
        /// a stop was requested; all stand at checkpoints
        STOPPED,
        /// a defect, or another process that computes some of them, left runs without an end
        INCOMPLETE
    }

    /// Starts or resumes each run that has not ended.
    ///
    /// @param name of the group, for the store
    Ending run(String name, List<Item> items);
}
