// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Evidence.Residual;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The identities of kim2026 for other experiments of tests.
public final class IdentitiesOfAnyRun {

    private IdentitiesOfAnyRun() {}

    /// Bounds of what is tried on attention rows, and of one residual of learned positions.
    public static Map<String, Double> bounds() {
        Map<String, Double> bounds = new LinkedHashMap<>(CapturedRows.BOUNDS);
        bounds.put("learned.trained-shift", 1.0);
        return bounds;
    }

    public static List<Residual> residuals(RunStore store, Map<Item, RunRecord> finished) {
        return TrainedIdentities.residuals(store, finished);
    }
}
