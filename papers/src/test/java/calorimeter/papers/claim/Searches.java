// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import calorimeter.papers.claim.PeakSearch.Sight;

/// Searches for peaks of C about the event of the standard rule.
public final class Searches {

    public static final PeakSearch ONLINE = search(Sight.ONLINE, PeakRule.standard());

    public static final PeakSearch TRANSITION = search(Sight.TRANSITION, PeakRule.standard());

    private Searches() {}

    public static PeakSearch search(Sight sight, PeakRule rule) {
        return new PeakSearch(RunEvidence.SPECIFIC_HEAT, "C", rule.generalised(), sight, rule);
    }
}
