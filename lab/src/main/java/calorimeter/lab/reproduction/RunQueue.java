package calorimeter.lab.reproduction;

import calorimeter.lab.reproduction.Stage.Item;
import java.util.List;

/// Computes runs that do not wait for each other.
public interface RunQueue {

    /// Starts or resumes each, until all have ended or a stop was requested.
    ///
    /// @return whether all have ended
    boolean run(List<Item> items);
}
