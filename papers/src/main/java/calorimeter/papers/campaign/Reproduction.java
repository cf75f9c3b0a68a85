// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.report.page.PanelFigure;
import java.util.List;
import java.util.Map;

/// An experiment of a paper: which runs, which claims, which figures. One package each, and a line in
/// `calorimeter.papers.Reproductions`.
public interface Reproduction {

    /// The name on the command line: `kim2026`.
    String name();

    String title();

    /// One paragraph: what is asked and how.
    String summary();

    Size size();

    /// What counts as a peak, as memorised, as generalised.
    default PeakRule rule() {
        return PeakRule.standard();
    }

    List<Claim> claims();

    /// The runs in one line, with every number that fixes them: seeds, moduli, budgets, how settings are
    /// chosen. Declared before the runs, so that an experiment that grew after a look at it shows. Stores know a
    /// design by the SHA-256 of these words: they are written out and never made of the name of a type.
    String design();

    /// A pure function of what has finished, so that any process finds the same plan at any time.
    CampaignPlan plan(Outlook outlook);

    /// Figures a paper could carry.
    List<PanelFigure> figures(Evidence evidence);

    /// Columns of the store that claims and figures read, besides both accuracies.
    List<String> columns();

    /// Numbers measured once on what a finished run left behind, by name: see
    /// [calorimeter.papers.claim.RunEvidence#number]. None that the run does not determine.
    default Map<String, Double> measured(RunStore store, RunRecord run) {
        return Map.of();
    }

    /// Identities tried on what finished runs left behind.
    ///
    /// @param finished in the order of the plan
    default List<Evidence.Residual> residuals(RunStore store, Map<Item, RunRecord> finished) {
        return List.of();
    }

    /// This experiment as a store has it. Where the design depends on what a machine has, one that was
    /// declared stays, so that the store is judged by the same runs on every machine.
    default Reproduction in(RunStore store) {
        return this;
    }

    /// The key under which its claims are declared: sizes are separate experiments.
    default String key() {
        return key(size());
    }

    /// The key of the same experiment at another size.
    default String key(Size other) {
        return name() + "/" + other.key();
    }
}
