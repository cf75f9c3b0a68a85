package calorimeter.papers.campaign;

import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.AgreesWithInterval;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.BinderCrossingFraction;
import calorimeter.papers.claim.BinderCurvesCross;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.SusceptibilityDiverges;
import java.util.ArrayList;
import java.util.List;

/// Grokking as a finite-size transition (Bi et al., arXiv:2603.24746): do the Binder cumulants of different
/// group orders cross at one train fraction, and does the susceptibility diverge with the order.
public final class BiReproduction implements Reproduction {

    private static final String BI = "Bi et al., arXiv:2603.24746";

    private final Size size;
    private final BiGrid grid;

    public BiReproduction(Size size) {
        this(size, BiGrid.of(size));
    }

    BiReproduction(Size size, BiGrid grid) {
        this.size = size;
        this.grid = grid;
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
    public Size size() {
        return size;
    }

    @Override
    public PeakRule rule() {
        return PeakRule.standard();
    }

    @Override
    public List<FinalMeasurement> measurements() {
        return List.of(new HeadTailContrast());
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
        return grid + "; preset bi; the seeds 0 to " + (grid.seeds() - 1) + " of every p and train fraction";
    }

    @Override
    public Plan plan(Outlook outlook) {
        List<Item> items = new ArrayList<>();
        for (long seed = 0; seed < grid.seeds(); seed++) {
            for (int modulus : grid.moduli()) {
                for (double fraction : grid.fractions()) {
                    RunSettings settings = RunSettings.of("bi")
                            .with("p", modulus)
                            .with("train-fraction", fraction)
                            .with("seed", seed)
                            .with("max-steps", grid.steps())
                            .with("stop", "budget");
                    items.add(new Item(Arm.SWEPT, settings.with(grid.changes()).parameters()));
                }
            }
        }
        List<String> remarks = grid.unlike().isEmpty() ? List.of() : List.of(grid.unlike());
        return Plan.sweep(items, remarks);
    }

    @Override
    public List<PaperFigure> figures(Evidence evidence) {
        return BiFigures.all(evidence);
    }
}
