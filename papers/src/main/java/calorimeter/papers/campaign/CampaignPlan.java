// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.papers.claim.Arm;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All runs that are known to be needed, given what has finished.
///
/// @param stages in order; a later one may still be without runs that depend on earlier ones
/// @param complete whether no further run will become known
/// @param planned how many runs each arm will have, at most
/// @param remarks what the plan decided on the way, one sentence each
public record CampaignPlan(List<Stage> stages, boolean complete, Map<Arm, Integer> planned, List<String> remarks) {

    public CampaignPlan {
        stages = List.copyOf(stages);
        remarks = List.copyOf(remarks);
        planned = Collections.unmodifiableMap(new LinkedHashMap<>(planned));
    }

    /// A plan of one stage, known from the start: runs that none of the others depends on.
    public static CampaignPlan sweep(List<Stage.Item> items, List<String> remarks) {
        return new CampaignPlan(List.of(new Stage("sweep", items)), true, Map.of(Arm.SWEPT, items.size()), remarks);
    }

    public List<Stage.Item> items() {
        return stages.stream().flatMap(stage -> stage.items().stream()).toList();
    }
}
