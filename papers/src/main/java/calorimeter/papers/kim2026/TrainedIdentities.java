// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.lab.run.TrainedRun;
import calorimeter.lab.store.Checkpoint;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence.Residual;
import calorimeter.physics.theory.TheoryCheck;
import calorimeter.physics.theory.TheoryChecks;
import calorimeter.physics.theory.TheoryResult;
import calorimeter.report.theory.TrainedPositions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Identities of the theory tried on the attention rows and position codes of finished runs, with the statements of
/// the theory alone beside them.
final class TrainedIdentities {

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

    /// Runs tried of each arm and modulus: their rows are alike.
    static final int MOST_RUNS_TRIED = 2;

    private TrainedIdentities() {}

    static List<Residual> residuals(RunStore store, Map<Item, RunRecord> finished) {
        List<Residual> residuals = new ArrayList<>();
        Map<String, Integer> tried = new HashMap<>();
        finished.forEach((item, run) -> {
            if (!item.arm().equals(Arm.MAIN) && !item.arm().equals(KimGrid.SECOND_MODEL)) {
                return;
            }
            String alike = item.arm().name() + "/" + item.modulus();
            if (tried.getOrDefault(alike, 0) >= MOST_RUNS_TRIED) {
                return;
            }
            Optional<Checkpoint> checkpoint = store.checkpoints(run).latest();
            if (checkpoint.isEmpty()) {
                return;
            }
            TrainedRun trained = new TrainedRun(run, checkpoint.get());
            if (trained.hasRows()) {
                tried.merge(alike, 1, Integer::sum);
                residuals.addAll(new CapturedRows(trained).residuals(run.name()));
                residuals.addAll(positions(store, run, item));
            }
        });
        if (!residuals.isEmpty()) {
            residuals.addAll(theory());
        }
        return residuals;
    }

    private static List<Residual> positions(RunStore store, RunRecord run, Item item) {
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
