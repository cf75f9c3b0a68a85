package calorimeter.papers.campaign;

import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.Outlook.Fate;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Evidence.Excluded;
import calorimeter.papers.claim.Evidence.Residual;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.physics.theory.TheoryCheck;
import calorimeter.physics.theory.TheoryChecks;
import calorimeter.physics.theory.TheoryResult;
import calorimeter.report.theory.TrainedPositions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// From the store to [Evidence]: nothing is run, so a judgement can be made at any time, also after a kill.
final class EvidenceReader {

    /// Statements of the theory that stand beside those tried on trained rows.
    private static final Set<String> THEORY = Set.of(
            "information.certificate",
            "information.mirror-descent",
            "information.dual-newton",
            "ensemble.specific-heat",
            "ensemble.fisher-information",
            "positions.zero-mode",
            "positions.shift-invariance",
            "positions.shift-cost");

    /// Of each arm and modulus; their rows are alike.
    static final int MOST_RUNS_TRIED = 2;

    private final RunStore store;
    private final StoreOutlook outlook;

    EvidenceReader(RunStore store, StoreOutlook outlook) {
        this.store = store;
        this.outlook = outlook;
    }

    Evidence read(Plan plan) {
        List<RunEvidence> runs = new ArrayList<>();
        List<Excluded> excluded = new ArrayList<>();
        for (Item item : plan.items()) {
            if (!item.isEvidence()) {
                continue;
            }
            switch (outlook.of(item)) {
                case Fate.Pending pending -> {}
                case Fate.Finished finished -> runs.add(finished.run());
                case Fate.Broken(String run, String why) -> excluded.add(new Excluded(run, item.arm(), why));
            }
        }
        return new Evidence(runs, residuals(plan), excluded, plan.planned());
    }

    private List<Residual> residuals(Plan plan) {
        List<Residual> residuals = new ArrayList<>();
        List<Place> done = new ArrayList<>();
        for (Item item : plan.items()) {
            boolean tried = item.arm() == Arm.MAIN || item.arm() == Arm.SECOND_MODEL;
            long already =
                    done.stream().filter(place -> place.equals(Place.of(item))).count();
            if (!tried || already >= MOST_RUNS_TRIED || !(outlook.of(item) instanceof Fate.Finished)) {
                continue;
            }
            Optional<RunRecord> run = outlook.attempt(item);
            Optional<Checkpoint> checkpoint =
                    run.flatMap(record -> store.checkpoints(record).latest());
            if (checkpoint.isEmpty()) {
                continue;
            }
            try (TrainedRun trained = new TrainedRun(run.get(), checkpoint.get())) {
                if (trained.hasRows()) {
                    done.add(Place.of(item));
                    residuals.addAll(
                            new CapturedRows(trained).residuals(run.get().name()));
                    residuals.addAll(positions(run.get(), item));
                }
            }
        }
        if (!residuals.isEmpty()) {
            residuals.addAll(theory());
        }
        return residuals;
    }

    /// Where rows are alike.
    private record Place(Arm arm, int modulus) {

        static Place of(Item item) {
            return new Place(item.arm(), item.modulus());
        }
    }

    private List<Residual> positions(RunRecord run, Item item) {
        String kind = switch (item.parameters().training().transformer().positions()) {
            case ROTARY -> "rotary";
            case LEARNED -> "learned";
            case SINUSOIDAL -> "sinusoidal";
            case NONE -> "none";
        };
        TrainedPositions measured = TrainedPositions.of(store, run);
        return measured.checks().stream()
                .map(check -> residual(kind + "." + check.name().substring("positions.".length()), check, run.name()))
                .toList();
    }

    private static List<Residual> theory() {
        return TheoryChecks.all().stream()
                .filter(check -> THEORY.contains(check.name()))
                .map(check -> residual(check.name(), check, "theory"))
                .toList();
    }

    private static Residual residual(String name, TheoryCheck check, String run) {
        TheoryResult result = check.run();
        return new Residual(name, run, result.residual(), result.tolerance(), 1);
    }
}
