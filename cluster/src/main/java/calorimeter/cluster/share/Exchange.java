// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.share;

import calorimeter.lab.store.RunBundle;
import java.util.Optional;

/// Where a task hands in runs, and finds what earlier attempts at them have handed in.
public interface Exchange {

    /// How far a run has come; nothing if nobody knows.
    Optional<RunBundle> latest(String identity);

    /// Hands in a run: for good if it has ended, and otherwise for whoever goes on with it.
    void handIn(RunBundle bundle);

    /// Says why a run failed in this attempt.
    void fail(String identity, String reason);
}
