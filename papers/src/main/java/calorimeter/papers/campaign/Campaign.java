package calorimeter.papers.campaign;

import calorimeter.lab.store.Declaration;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Family;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Carries a reproduction out in a store: declares its claims, computes what is missing stage by stage, judges
/// what is there. May be killed and repeated at any time; what has finished is never run again.
public final class Campaign {

    private final RunStore store;
    private final Reproduction reproduction;
    private final StoreOutlook outlook;

    public Campaign(RunStore store, Reproduction reproduction) {
        this.store = store;
        this.reproduction = reproduction;
        outlook = new StoreOutlook(store, reproduction.rule(), reproduction.measurements());
    }

    /// Is told how a campaign goes on.
    public interface Progress {

        /// @param stage its place in `plan`
        /// @param missing how many of its runs are still to be computed
        void stage(Plan plan, int stage, int missing);
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
    public Plan plan() {
        return reproduction.plan(outlook);
    }

    /// Of a stage, the runs that have not ended.
    public List<Item> missing(Stage stage) {
        return stage.items().stream().filter(outlook::isPending).toList();
    }

    /// Computes all missing runs, stage by stage.
    public RunQueue.Ending run(RunQueue queue, Progress progress) {
        while (true) {
            Plan plan = plan();
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

    private int firstUnfinished(Plan plan) {
        for (int stage = 0; stage < plan.stages().size(); stage++) {
            if (!missing(plan.stages().get(stage)).isEmpty()) {
                return stage;
            }
        }
        return -1;
    }

    /// Judges by what is in the store.
    public Judged judge() {
        Plan plan = plan();
        Evidence evidence = new EvidenceReader(store, outlook).read(plan);
        List<RunRecord> runs = plan.items().stream()
                .map(outlook::attempt)
                .flatMap(Optional::stream)
                .toList();
        List<RunRecord> judgedOn = plan.items().stream()
                .filter(Item::isEvidence)
                .map(outlook::attempt)
                .flatMap(Optional::stream)
                .toList();
        List<Declaration> declarations = declarations();
        List<Judged.Verdicted> verdicts = new ArrayList<>();
        for (Family.Judgement judgement : Family.judge(reproduction.claims(), evidence)) {
            Claim claim = judgement.claim();
            verdicts.add(
                    new Judged.Verdicted(judgement, history(claim.id(), claim.identity(), declarations, judgedOn)));
        }
        String design = design(Instant.EPOCH).identity();
        List<RunRecord> designed = plan.items().stream()
                .filter(Item::isOfTheDesign)
                .map(outlook::attempt)
                .flatMap(Optional::stream)
                .toList();
        return new Judged(
                reproduction,
                plan,
                evidence,
                verdicts,
                history(Declaration.DESIGN, design, declarations, designed),
                runs,
                runs.stream().flatMap(run -> store.sessions(run).stream()).toList(),
                missingCount(plan));
    }

    private int missingCount(Plan plan) {
        return plan.stages().stream().mapToInt(stage -> missing(stage).size()).sum();
    }

    /// Of every size: the same words may have been declared for a smaller one before, of which the runs before
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
