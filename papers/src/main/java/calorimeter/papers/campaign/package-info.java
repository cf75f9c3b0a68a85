/// Experiments of papers that anybody can repeat: which runs, in which order, what they are evidence for, and the
/// report.
///
/// Read [calorimeter.papers.campaign.Reproduction] first: a name, sizes, claims and a
/// [calorimeter.papers.campaign.Plan] of [calorimeter.papers.campaign.Stage]s that grows as runs finish (a pilot
/// chooses the train fraction, a null runs as long as its partner did). [calorimeter.papers.campaign.Campaign]
/// carries a plan out and can be killed at any instant; [calorimeter.papers.campaign.EvidenceReader] reads from
/// the store alone what `calorimeter.papers.claim` judges; [calorimeter.papers.campaign.Judged] is the result that
/// the page, the JSON, the CSV files and docs/claims.md show.
///
/// [calorimeter.papers.campaign.KimReproduction], [calorimeter.papers.campaign.PandeyReproduction],
/// [calorimeter.papers.campaign.VermaReproduction] and [calorimeter.papers.campaign.BiReproduction] are the
/// experiments themselves. A [calorimeter.papers.campaign.FinalMeasurement] is taken of a run's last checkpoint
/// when no recorded series holds what a claim needs.
@NullMarked
package calorimeter.papers.campaign;

import org.jspecify.annotations.NullMarked;
