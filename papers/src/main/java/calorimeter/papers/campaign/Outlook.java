// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.RunEvidence;
import java.util.Optional;

/// What has become of planned runs so far.
public interface Outlook {

    /// Whether a run has not ended.
    boolean isPending(Item item);

    /// A finished run; empty for one that is pending, or that ended for good without being evidence.
    Optional<RunEvidence> finished(Item item);
}
