// SPDX-License-Identifier: Apache-2.0
/// What all reproductions share: a plan carried out in the store, judged, and reported.
///
/// Read [calorimeter.papers.campaign.Reproduction] first: a name, sizes, claims and a
/// [calorimeter.papers.campaign.CampaignPlan] of [calorimeter.papers.campaign.Stage]s that grows as runs finish (a
/// pilot chooses the train fraction, a null runs as long as its partner did).
/// [calorimeter.papers.campaign.Campaign] carries a plan out and can be killed at any instant; it judges by what
/// the store alone holds. [calorimeter.papers.campaign.Judged] is the result that the page, the JSON, the CSV files
/// and docs/claims.md show; [calorimeter.report.page.PanelFigure] is a figure as data.
///
/// Imports `papers.claim`, the store, runs and sweeps of `lab`, and the page of `report`; knows no paper.
@NullMarked
package calorimeter.papers.campaign;

import org.jspecify.annotations.NullMarked;
