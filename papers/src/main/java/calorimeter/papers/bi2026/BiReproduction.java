// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.bi2026;

import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.RunSettings;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.AgreesWithInterval;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.report.page.PanelFigure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Grokking as a finite-size transition (Bi et al., arXiv:2603.24746): do the Binder cumulants of different
/// group orders cross at one train fraction, and does the susceptibility diverge with the order.
public record BiReproduction(Size size, BiGrid grid) implements Reproduction {

    private static final String BI = "Bi et al., arXiv:2603.24746";

    public BiReproduction(Size size) {
        this(size, BiGrid.of(size));
    }

    @Override
    public String name() {
        return "bi2026";
    }

    @Override
    public String title() {
        return "Grokking as a finite-size transition";
    }

    @Override
    public String summary() {
        return "Bi et al. (arXiv:2603.24746) take the group order p as system size and the spectral head-tail contrast"
                + " m of penultimate representations of held-out examples as order parameter. They find that Binder"
                + " cumulants U4 over seeds cross at a train fraction of 0.39 to 0.42 and that AIC prefers a power of p"
                + " for the susceptibility over saturation by 11 to 17. Here m is measured on test examples with the"
                + " weights after " + grid.steps()
                + " steps, the same in every run; intervals are bootstraps over seeds,"
                + " and a control of ours asks whether Var(m) grows without the factor p. Moduli and fractions are ours."
                + (grid.unlike().isEmpty() ? "" : " The published values are not compared: " + grid.unlike() + ".");
    }

    @Override
    public List<Claim> claims() {
        BinderCrossingFraction crossing = new BinderCrossingFraction();
        String when = "; m after " + grid.steps() + " steps";
        return List.of(
                new Claim(
                        "B-CROSSING",
                        "Binder cumulants of different group orders cross at a train fraction",
                        BI + "; the rule is ours" + when,
                        new BinderCurvesCross(crossing)),
                new Claim(
                        "B-CROSSING-VALUE",
                        "They cross at f_c between 0.39 and 0.42",
                        BI + "; that our interval be at most 0.05 wide is ours" + when,
                        new AgreesWithInterval(crossing, "f_c", 0.39, 0.42, 0.05, false, grid.unlike())),
                new Claim(
                        "B-SUSCEPTIBILITY",
                        "The susceptibility's maximum diverges with the group order (source: ΔAIC 11 to 17)",
                        BI + "; that AICc must prefer it by 10 is ours" + when,
                        new SusceptibilityDiverges(0, 10)),
                new Claim(
                        "B-VARIANCE",
                        "The variance of m itself grows with the group order, so that the factor p of χ is not what"
                                + " diverges",
                        "ours, a control" + when,
                        new SusceptibilityDiverges(1, 2)));
    }

    @Override
    public String design() {
        return grid.words() + "; preset bi; the seeds 0 to " + (grid.seeds() - 1) + " of every p and train fraction";
    }

    @Override
    public CampaignPlan plan(Outlook outlook) {
        List<Item> items = new ArrayList<>();
        for (long seed = 0; seed < grid.seeds(); seed++) {
            for (int modulus : grid.moduli()) {
                for (double fraction : grid.fractions()) {
                    items.add(RunSettings.of("bi")
                            .with("p", modulus)
                            .with("train-fraction", fraction)
                            .with("seed", seed)
                            .with("max-steps", grid.steps())
                            .with("stop", "budget")
                            .with(grid.changes())
                            .item(Arm.SWEPT));
                }
            }
        }
        return CampaignPlan.sweep(items, grid.unlike().isEmpty() ? List.of() : List.of(grid.unlike()));
    }

    @Override
    public List<PanelFigure> figures(Evidence evidence) {
        return BiFigures.all(evidence);
    }

    /// The accuracies suffice: m is measured on the last weights.
    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public Map<String, Double> measured(RunStore store, RunRecord run) {
        return HeadTailContrast.of(store, run).stream()
                .boxed()
                .map(contrast -> Map.of(HeadTailContrast.NAME, contrast))
                .findFirst()
                .orElse(Map.of());
    }
}
