// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.verma2026;

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
import calorimeter.papers.claim.PeakRule;
import calorimeter.report.page.PanelFigure;
import calorimeter.statistics.peaks.PeakDetector;
import java.util.ArrayList;
import java.util.List;

/// Weight decay as control parameter of grokking (Verma, arXiv:2605.20441): a threshold λ_c, a power law of the
/// time to generalise, and what attention heads look like in each regime.
public record VermaReproduction(Size size, VermaGrid grid) implements Reproduction {

    static final String SIMILARITY = "attention.similarity";
    static final String ENTROPY_SPREAD = "attention.entropy-spread";

    private static final String VERMA = "Verma, arXiv:2605.20441";

    /// Ours: a mean cosine and a standard deviation in nats smaller than this would be no difference.
    private static final double MARGIN = 0.02;

    public VermaReproduction(Size size) {
        this(size, VermaGrid.of(size));
    }

    DecayThreshold threshold() {
        return new DecayThreshold(grid.collapse());
    }

    LatencyExponent exponent() {
        return new LatencyExponent(grid.collapse());
    }

    @Override
    public String name() {
        return "verma2026";
    }

    @Override
    public String title() {
        return "Weight decay as control parameter";
    }

    @Override
    public String summary() {
        return "Verma (arXiv:2605.20441) sweeps the weight decay λ of AdamW and finds three regimes: memorisation below"
                + " a threshold λ_c = 0.0158 [0.0109, 0.0200], generalisation above it in a time that falls as a power"
                + " of λ with exponent 0.757 [0.725, 0.799], and collapse at λ = 10, where attention heads become alike."
                + " Here the threshold is fitted in ln λ over all runs, the power law with its own threshold through"
                + " medians in which runs that do not generalise count as late, and the similarity s̄ and the spread"
                + " σ_H of the entropies of heads are compared between regimes. λ_c depends on the step budget, here "
                + grid.budget()
                + " steps; the source's is not known to us, so the two are not compared. Modular addition at p = "
                + grid.modulus()
                + (grid.unlike().isEmpty()
                        ? "."
                        : ": " + grid.unlike() + ", so the published values are not compared.");
    }

    @Override
    public PeakRule rule() {
        return new PeakRule(PeakDetector.standard(), 0.99, grid.generalised(), grid.sustain());
    }

    @Override
    public List<Claim> claims() {
        return List.of(
                new Claim(
                        "V-THRESHOLD",
                        "Weight decay has a threshold λ_c above which runs generalise",
                        VERMA + "; the thresholds of the prediction are ours" + event(),
                        new ThresholdExists(threshold())),
                new Claim(
                        "V-THRESHOLD-VALUE",
                        "λ_c = 0.0158 [0.0109, 0.0200]",
                        VERMA + "; that our interval be within a factor of 4 is ours" + event(),
                        new AgreesWithInterval(threshold(), "λ_c", 0.0109, 0.0200, 4, true, grid.thresholdUnlike())),
                new Claim(
                        "V-EXPONENT",
                        "The time to generalise is a power of the distance from a threshold, t ∝ (λ − λ_c)^(−ν)",
                        VERMA + "; how censored runs enter is ours" + event(),
                        new LatencyDiverges(exponent())),
                new Claim(
                        "V-EXPONENT-VALUE",
                        "ν = 0.757 [0.725, 0.799]",
                        VERMA + "; that our interval be at most 0.5 wide is ours" + event(),
                        new AgreesWithInterval(exponent(), "ν", 0.725, 0.799, 0.5, false, grid.unlike())),
                regimes("V-SIMILARITY", "The similarity of heads s̄ tells the regimes apart", SIMILARITY, "s̄", false),
                regimes(
                        "V-ENTROPY-SPREAD",
                        "The spread of the entropies of heads σ_H tells the regimes apart",
                        ENTROPY_SPREAD,
                        "σ_H",
                        false),
                regimes("V-COLLAPSE", "In collapse the heads are alike", SIMILARITY, "s̄", true));
    }

    private Claim regimes(String id, String statement, String column, String symbol, boolean collapsed) {
        return new Claim(
                id,
                statement,
                VERMA + "; the margin is ours" + event(),
                new RegimesDiffer(column, symbol, collapsed, MARGIN, threshold()));
    }

    @Override
    public String design() {
        return grid.words() + "; preset verma; the seeds 0 to " + (grid.seeds() - 1) + " of every λ";
    }

    /// The event is part of every claim.
    private String event() {
        return "; a run generalises when its test accuracy is at least " + grid.generalised() + " for " + grid.sustain()
                + " steps, within " + grid.budget() + " steps";
    }

    @Override
    public CampaignPlan plan(Outlook outlook) {
        List<Item> items = new ArrayList<>();
        for (long seed = 0; seed < grid.seeds(); seed++) {
            for (double decay : grid.decays()) {
                items.add(RunSettings.of("verma")
                        .with("p", grid.modulus())
                        .with("weight-decay", decay)
                        .with("seed", seed)
                        .with("max-steps", grid.budget())
                        .with("sustain", grid.sustain())
                        .with(grid.changes())
                        .item(Arm.SWEPT));
            }
        }
        List<String> remarks = new ArrayList<>(List.of("λ from " + grid.collapse() + " on count as collapse"));
        if (!grid.unlike().isEmpty()) {
            remarks.add(grid.unlike());
        }
        return CampaignPlan.sweep(items, remarks);
    }

    @Override
    public List<PanelFigure> figures(Evidence evidence) {
        return VermaFigures.all(evidence, this);
    }

    @Override
    public List<String> columns() {
        return List.of(SIMILARITY, ENTROPY_SPREAD);
    }
}
