// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.engine.training.WeightSettings.Clamp;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.lab.run.TrainJson;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.claim.AgreesWithInterval;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Difference;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.statistics.estimate.Interval;
import calorimeter.statistics.peaks.PeakDetector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What the weight norm controls in grokking (Truong, arXiv:2606.18465): two knobs that move apart what moves together
/// without them, the norm of all matrices and the scale of the logits that the loss sees.
public record TruongReproduction(Size size, TruongGrid grid) implements Reproduction {

    private static final String TRUONG = "Truong, arXiv:2606.18465";

    /// α by modulus, and the intervals of recovery.
    private static final Map<Integer, Double> SLOPES =
            Map.of(PublishedDelays.MODULUS, PublishedDelays.SLOPE, 67, 0.126, 113, 0.087);

    private static final Map<Integer, Interval> RECOVERIES =
            Map.of(PublishedDelays.MODULUS, new Interval(0.82, 0.85, 0.95), 97, new Interval(0.88, 0.91, 0.95));

    public TruongReproduction(Size size) {
        this(size, TruongGrid.of(size));
    }

    @Override
    public String name() {
        return "truong2026";
    }

    @Override
    public String title() {
        return "Weight norm, logit scale and the delay of grokking";
    }

    @Override
    public String summary() {
        return "Truong (arXiv:2606.18465) holds the norm of all matrices of a two-layer perceptron at a multiple ρ of the"
                + " norm w_c at which free runs grok, and divides the logits by an output temperature τ before the loss."
                + " The delay rises exponentially with the norm; with τ chosen such that the logit scale is again that of"
                + " ρ = 1 most of the rise is gone, so the source takes the logit scale for the cause. Here the same"
                + " perceptron is trained with the same knobs. T_grok is the first multiple of 25 steps with test accuracy"
                + " of at least 0.9; the logit scale is the mean over all pairs of the L2 norm of the logits over τ. The"
                + " delays at p = 59 are compared with the published ones by two-sample tests. At p = 59 w_c is"
                + " the published 54.489, elsewhere the median norm at grokking of our free runs. Modular addition at p = "
                + grid.moduli().stream().map(String::valueOf).collect(Collectors.joining(", "))
                + ", 40 % of the ordered pairs for training.";
    }

    /// Grokked as the source has it: the first row at the level.
    @Override
    public PeakRule rule() {
        return new PeakRule(PeakDetector.standard(), 0.99, Cell.LEVEL, 0);
    }

    @Override
    public List<Claim> claims() {
        List<Claim> claims = new ArrayList<>();
        claims.add(claim(
                "T-PUBLISHED",
                "Delays at p = 59 are those published, at six settings of clamp and temperature",
                "; test and margin are ours",
                new DelaysArePublished(0.15)));
        claims.add(claim(
                "T-DOSE-LAW",
                "The delay is an exponential of the norm rather than a power of it",
                "; the rule is ours",
                new DoseResponse.IsExponential(dose(PublishedDelays.MODULUS))));
        for (int modulus : grid.moduli()) {
            boolean first = modulus == PublishedDelays.MODULUS;
            String suffix = first ? "" : "." + modulus;
            Double slope = SLOPES.get(modulus);
            if (slope != null) {
                claims.add(claim(
                        "T-DOSE" + suffix,
                        "ln T_grok rises linearly with the norm held, α = " + slope + " at p = " + modulus,
                        "; that our interval lie within 10 % is ours",
                        new DoseResponse.Rises(dose(modulus), slope, 0.1)));
            }
            Interval ends = RECOVERIES.get(modulus);
            if (ends != null) {
                claims.add(claim(
                        "T-MEDIATION" + suffix,
                        "Matching the logit scale recovers " + ends.lower() + " to " + ends.upper()
                                + " of what the norm adds to the delay at p = " + modulus,
                        "; that our interval be at most 0.1 wide is ours",
                        new AgreesWithInterval(
                                new Recovery(Arm.SWEPT, modulus),
                                "recovery",
                                ends.lower(),
                                ends.upper(),
                                0.1,
                                false,
                                "")));
                claims.add(claim(
                        "T-COLLAPSE" + suffix,
                        "The delay is a function of the logit scale, to which the norm adds next to nothing, at p = "
                                + modulus,
                        " (R² 0.968 at p = 59, 0.973 at p = 97; ρ adds 0.02, 0.01); both bounds are ours",
                        new DelayFollowsLogitScale(modulus, 0.9, 0.05)));
            }
        }
        claims.add(claim(
                "T-MSE",
                "With squared error the output temperature hardly moves the logit scale at grokking",
                "; settings and margin are ours",
                new LogitScaleIsPinned(PublishedDelays.MODULUS, Knobs.BASELINE, TruongGrid.WARM, 0.1)));
        claims.add(new Claim(
                "T-UNORDERED",
                "Where (b, a) leaks nothing of (a, b), matching the logit scale still recovers most of the delay",
                "ours",
                new Recovery.IsMost(new Recovery(TruongGrid.UNORDERED, PublishedDelays.MODULUS), 0.5)));
        for (DelayFollowsTemperature.Side side : DelayFollowsTemperature.Side.values()) {
            claims.add(new Claim(
                    "T-ATTENTION." + side.key(),
                    "On a transformer the delay follows the " + side.title(),
                    "ours",
                    new DelayFollowsTemperature(side, new Difference(0.3))));
        }
        return claims;
    }

    private static DoseResponse dose(int modulus) {
        return new DoseResponse(modulus, TruongGrid.DOSES);
    }

    private static Claim claim(String id, String statement, String ours, Prediction prediction) {
        return new Claim(
                id,
                statement,
                TRUONG + ours + "; T_grok is the first multiple of 25 steps with test accuracy of at least 0.9",
                prediction);
    }

    @Override
    public String design() {
        return grid.words() + "; preset truong; the seeds 0 to " + (grid.seeds() - 1)
                + " of every setting; clamps from update " + TruongGrid.CLAMPED_FROM + " on; w_c = "
                + PublishedDelays.REFERENCE_NORM + " at p = " + PublishedDelays.MODULUS
                + ", elsewhere the median norm at grokking of the free runs to three decimals";
    }

    @Override
    public CampaignPlan plan(Outlook outlook) {
        return TruongPlan.of(grid, outlook);
    }

    @Override
    public List<PanelFigure> figures(Evidence evidence) {
        return new TruongFigures(evidence, grid).all();
    }

    @Override
    public List<String> columns() {
        return List.of(Cell.LOGIT_SCALE, Cell.NORM, RunEvidence.READ_SPECIFIC_HEAT);
    }

    /// Where the knobs of the run stand.
    @Override
    public Map<String, Double> measured(RunStore store, RunRecord run) {
        TrainParameters parameters = TrainJson.parameters(run.configurationJson());
        Map<String, Double> knobs = new LinkedHashMap<>();
        knobs.put(Cell.TEMPERATURE, parameters.training().model().loss().temperature());
        if (parameters.training().model() instanceof TransformerSettings transformer) {
            knobs.put(
                    Cell.ATTENTION_TEMPERATURE,
                    transformer.attention().temperature().from());
        }
        parameters.training().weights().clamp().map(Clamp::ratio).ifPresent(ratio -> knobs.put(Cell.RATIO, ratio));
        return knobs;
    }
}
