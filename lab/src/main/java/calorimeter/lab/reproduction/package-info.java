/// Experiments of papers that anybody can repeat: which runs, in which order, what they are evidence for, and the
/// report.
///
/// Read [calorimeter.lab.reproduction.Reproduction] first: a name, sizes, claims and a
/// [calorimeter.lab.reproduction.Plan] of [calorimeter.lab.reproduction.Stage]s that grows as runs finish (a pilot
/// chooses the train fraction, a null runs as long as its partner did). [calorimeter.lab.reproduction.Campaign]
/// carries a plan out and can be killed at any instant; [calorimeter.lab.reproduction.EvidenceReader] reads from
/// the store alone what `calorimeter.lab.claim` judges; [calorimeter.lab.reproduction.Judged] is the result that
/// the page, the JSON, the CSV files and docs/claims.md show.
///
/// [calorimeter.lab.reproduction.KimReproduction], [calorimeter.lab.reproduction.PandeyReproduction],
/// [calorimeter.lab.reproduction.VermaReproduction] and [calorimeter.lab.reproduction.BiReproduction] are the
/// experiments themselves. A [calorimeter.lab.reproduction.FinalMeasurement] is taken of a run's last checkpoint
/// when no recorded series holds what a claim needs.
@NullMarked
package calorimeter.lab.reproduction;

import org.jspecify.annotations.NullMarked;
