// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.lab.store.Declaration;
import calorimeter.lab.store.Provenance;
import calorimeter.lab.store.RunRecord;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// A reproduction with its verdicts: what page, JSON, CSV and docs/claims.md are made from.
///
/// @param runs every stored run of the plan, finished or not
/// @param design when the design was written down
/// @param sessions of all these runs: each process that computed at one, the first or one that resumed it
/// @param missing how many planned runs that are known have not ended
public record Judged(
        Reproduction reproduction,
        CampaignPlan plan,
        Evidence evidence,
        List<Verdicted> verdicts,
        History design,
        List<RunRecord> runs,
        List<Provenance> sessions,
        int missing) {

    /// A claim, its verdict, and when it was written down.
    public record Verdicted(Claim claim, Verdict verdict, History history) {}

    /// @param declaredAt when the store first saw the claim in its present words; empty when it has not
    /// @param runsBefore how many of the reproduction's runs had begun by then; those of a pilot, on which no
    ///     claim stands, are not counted
    /// @param others other wordings, declared before or after
    public record History(Optional<Instant> declaredAt, int runsBefore, List<Declaration> others) {

        public History {
            others = List.copyOf(others);
        }

        /// Says when it was written down.
        public String declared() {
            return declaredAt.map(at -> "declared " + at).orElse("not declared in this store");
        }

        /// Says what a reader must know when a design was not that of all runs.
        public String designWarning() {
            if (declaredAt.isEmpty()) {
                return "not declared in this store: p-values are nominal";
            }
            if (runsBefore == 0) {
                return takenBack();
            }
            return (others.isEmpty() ? "declared" : "changed, this one declared") + " after " + runsBefore
                    + " of its runs had begun: p-values are nominal";
        }

        /// What a reader must be told; empty when the claim stood before the runs, in these words.
        public String warning() {
            if (declaredAt.isEmpty()) {
                return "not declared in this store in these words, which cannot take them now";
            }
            if (runsBefore == 0) {
                return takenBack();
            }
            return others.isEmpty()
                    ? "declared after " + runsBefore + " of its runs had begun"
                    : "prediction changed after the runs began: these words were declared when " + runsBefore
                            + " runs had begun";
        }

        /// Going back to words that were declared in time is a choice too, and may have been made after a look.
        private String takenBack() {
            return others.stream()
                    .map(Declaration::declaredAt)
                    .filter(at -> declaredAt.filter(at::isAfter).isPresent())
                    .max(Comparator.naturalOrder())
                    .map(at -> "other words were declared later, at " + at + ", and taken back")
                    .orElse("");
        }
    }

    /// What the verdicts do not stand on yet, in words; empty when every run has ended.
    String unfinished() {
        return missing == 0 && plan.complete()
                ? ""
                : missing + " of the runs known so far are missing; verdicts are by those that are there";
    }

    /// Runs that ended without being evidence, in words; empty when there is none.
    String excluded() {
        return evidence.excluded().stream()
                .map(run -> run.run() + " (" + run.arm().title() + ") " + run.why())
                .collect(Collectors.joining("; "));
    }

    public Judged {
        verdicts = List.copyOf(verdicts);
        runs = List.copyOf(runs);
        sessions = List.copyOf(sessions);
    }
}
