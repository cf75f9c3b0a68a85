// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.engine.data.TaskSettings;
import calorimeter.lab.store.Declaration;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import calorimeter.papers.claim.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Carries a reproduction out in a store: declares its claims, computes what is missing stage by stage, judges
/// what is there. May be killed and repeated at any time; what has finished is never run again.
public final class Campaign {

    private final RunStore store;
    private final Reproduction reproduction;
    private final StoreOutlook outlook;

    public Campaign(RunStore store, Reproduction reproduction) {
        this.store = store;
        this.reproduction = reproduction.in(store);
        outlook = new StoreOutlook(store, this.reproduction);
    }

    /// Is told how a campaign goes on.
    public interface Progress {

        /// @param stage its place in `plan`
        /// @param missing how many of its runs are still to be computed
        void stage(CampaignPlan plan, int stage, int missing);
    }

    /// Writes the claims down, with the time, unless they were before. To be called before the first run.
    public void declare() {
        Instant now = Instant.now();
        List<Declaration> declarations = new ArrayList<>();
        declarations.add(design(now));
        for (Claim claim : reproduction.claims()) {
            declarations.add(new Declaration(reproduction.key(), claim.id(), claim.identity(), claim.text(), now));
        }
        store.declare(declarations);
    }

    private Declaration design(Instant now) {
        String text = reproduction.design();
        return new Declaration(reproduction.key(), Declaration.DESIGN, Claim.hash(text), text, now);
    }

    /// The plan as far as it is known now.
    public CampaignPlan plan() {
        return reproduction.plan(outlook);
    }

    /// Runs of a stage that have not ended.
    public List<Item> missing(Stage stage) {
        return stage.items().stream().filter(outlook::isPending).toList();
    }

    /// Looks whether the data of all missing runs that are known can be had, those of later stages included.
    ///
    /// @throws calorimeter.engine.data.image.DataException when some are files that cannot be read
    public void requireData() {
        plan().items().stream()
                .filter(outlook::isPending)
                .map(item -> item.parameters().training().task())
                .distinct()
                .forEach(TaskSettings::requireData);
    }

    /// Computes all missing runs, stage by stage.
    ///
    /// @throws calorimeter.engine.data.image.DataException as [#requireData]; no run is begun
    public RunQueue.Ending run(RunQueue queue, Progress progress) {
        requireData();
        while (true) {
            CampaignPlan plan = plan();
            int next = firstUnfinished(plan);
            if (next < 0) {
                return RunQueue.Ending.COMPLETE;
            }
            Stage stage = plan.stages().get(next);
            progress.stage(plan, next, missing(stage).size());
            String name = reproduction.key() + "-" + stage.name();
            RunQueue.Ending ending = queue.run(name.replaceAll("[^a-z0-9]+", "-"), stage.items());
            if (ending != RunQueue.Ending.COMPLETE) {
                return ending;
            }
            // A queue that leaves runs without an end would be asked for them for ever.
            if (!missing(stage).isEmpty()) {
                return RunQueue.Ending.INCOMPLETE;
            }
        }
    }

    private int firstUnfinished(CampaignPlan plan) {
        for (int stage = 0; stage < plan.stages().size(); stage++) {
            if (!missing(plan.stages().get(stage)).isEmpty()) {
                return stage;
            }
        }
        return -1;
    }

    /// Judges by what is in the store.
    public Judged judge() {
        CampaignPlan plan = plan();
        Evidence evidence = outlook.evidence(plan);
        List<Claim> claims = reproduction.claims();
        List<Verdict> verdicts = Family.judge(claims, evidence);
        List<Declaration> declarations = declarations();
        List<RunRecord> judgedOn = begun(plan, Item::isEvidence);
        List<Judged.Verdicted> judged = new ArrayList<>();
        for (int i = 0; i < claims.size(); i++) {
            Claim claim = claims.get(i);
            Judged.History history = history(claim.id(), claim.identity(), declarations, judgedOn);
            judged.add(new Judged.Verdicted(claim, verdicts.get(i), history));
        }
        List<RunRecord> runs = begun(plan, item -> true);
        return new Judged(
                reproduction,
                plan,
                evidence,
                judged,
                history(
                        Declaration.DESIGN,
                        design(Instant.EPOCH).identity(),
                        declarations,
                        begun(plan, Item::isOfTheDesign)),
                runs,
                runs.stream().flatMap(run -> store.sessions(run).stream()).toList(),
                missingCount(plan));
    }

    /// The stored runs of some planned ones.
    private List<RunRecord> begun(CampaignPlan plan, Predicate<Item> which) {
        return plan.items().stream()
                .filter(which)
                .map(outlook::attempt)
                .flatMap(Optional::stream)
                .toList();
    }

    private int missingCount(CampaignPlan plan) {
        return plan.stages().stream().mapToInt(stage -> missing(stage).size()).sum();
    }

    /// Declarations of every size: the same words may have been declared for a smaller one before, whose runs before
    /// training are part of this one, too.
    private List<Declaration> declarations() {
        return Arrays.stream(Size.values())
                .flatMap(size -> store.declarations(reproduction.key(size)).stream())
                .toList();
    }

    private Judged.History history(String id, String identity, List<Declaration> declarations, List<RunRecord> runs) {
        List<Declaration> wordings = declarations.stream()
                .filter(declaration -> declaration.claim().equals(id))
                .toList();
        List<Declaration> others = wordings.stream()
                .filter(declaration -> !declaration.identity().equals(identity)
                        && declaration.reproduction().equals(reproduction.key()))
                .toList();
        return wordings.stream()
                .filter(declaration -> declaration.identity().equals(identity))
                .map(Declaration::declaredAt)
                .min(Comparator.naturalOrder())
                .map(at -> new Judged.History(Optional.of(at), begunBefore(at, runs), others))
                .orElseGet(() -> new Judged.History(Optional.empty(), runs.size(), others));
    }

    private static int begunBefore(Instant declaredAt, List<RunRecord> runs) {
        return (int) runs.stream()
                .filter(run -> run.provenance().startedAt().isBefore(declaredAt))
                .count();
    }
}
