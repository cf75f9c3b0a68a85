// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.pandey2026;

import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.RunSettings;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.AgreesWithPublished;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.LatencyReduced;
import calorimeter.papers.claim.PeakPrecedes;
import calorimeter.papers.claim.PeakSearch;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.statistics.series.SampledSeries;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Thermodynamic weight decay (Pandey, arXiv:2607.20552): does weight decay that follows V make a network
/// generalise earlier, and is it the timing that does it or only the amount.
public record PandeyReproduction(Size size, PandeyGrid grid) implements Reproduction {

    /// Mean weight decay over all updates so far; recorded by runs with a controller.
    static final String MEAN_DECAY = "weight-decay.mean";

    /// The controllers of the arms that have one.
    private static final Map<Arm, String> LAWS = Map.of(
            PandeyGrid.COLD_START, "zscore-cold-start",
            PandeyGrid.CONTINUOUS_SENSOR, "zscore-continuous",
            PandeyGrid.RATE, "threshold",
            PandeyGrid.DISCRETE, "discrete");

    private static final String PANDEY = "Pandey, arXiv:2607.20552";
    static final int PUBLISHED_MODULUS = 97;

    /// Epochs of generalisation of the source's ten baselines.
    static final double PUBLISHED_LEAST = 2962;

    static final double PUBLISHED_MEAN = 4313;
    static final double PUBLISHED_GREATEST = 5301;

    /// Published reduction of latency, in per cent.
    private static final double PUBLISHED_REDUCTION = 6;

    /// Pairs of these before the next: a reproduction that is stopped has pairs to judge by, not one arm alone.
    private static final int SEEDS_AT_A_TIME = 4;

    /// Fewer pairs decide nothing in a family of five tests, since 5 · 2/2⁷ > 0.05 even when all agree; so the
    /// third arm, the constant weight decay, comes after so many.
    private static final int SEEDS_TO_DECIDE = 8;

    public PandeyReproduction(Size size) {
        this(size, PandeyGrid.of(size));
    }

    @Override
    public String name() {
        return "pandey2026";
    }

    @Override
    public String title() {
        return "Thermodynamic weight decay";
    }

    @Override
    public String summary() {
        return "Pandey (arXiv:2607.20552) lets weight decay follow the landscape variance V and reports that a z-score"
                + " controller with a cold start generalises 257 epochs (6.0 per cent) earlier over ten seeds. Here"
                + " every arm shares initialisation, split and batches with the baseline of its seed, and a constant"
                + " weight decay of the same mean, which the source does not have, tells timing from amount. A run"
                + " ends once generalisation is sustained, at the latest after " + grid.budget() + " steps. What the"
                + " source leaves open is ours: a run has generalised when test accuracy "
                + rule().generalised() + " is kept for " + rule().sustain() + " steps"
                + " (other levels are among the further numbers); the z-score is that of the rate of V per epoch among"
                + " the rates so far, the newest included, which bounds it by 3 and the weight decay by one above the"
                + " baseline's; V is measured on "
                + base().parameters().recording().probeSize() + " pairs of both sides of the split. Fewer than eight"
                + " pairs decide no latency in this family, and as few seeds can refute P-PEAK but not support it."
                + " Modular addition at p = " + grid.modulus()
                + (grid.modulus() == PUBLISHED_MODULUS
                        ? "."
                        : ", not the source's " + PUBLISHED_MODULUS + "; " + stepsPerEpoch(grid.modulus())
                                + (stepsPerEpoch(grid.modulus()) == 1 ? " step is" : " steps are")
                                + " an epoch, whose training pairs are " + trainingPairs() + ".");
    }

    private int trainingPairs() {
        return grid.modulus() * grid.modulus() / 2;
    }

    @Override
    public String design() {
        return grid.words() + "; preset pandey; every arm has the seeds 0 to " + (grid.seeds() - 1)
                + "; the weight decay of equal mean is, by seed, the mean of the cold start's until it generalised";
    }

    /// ⌈⌊p²/2⌋ / 512⌉: half the pairs in batches of 512, the last of which may be shorter.
    static int stepsPerEpoch(int modulus) {
        return Math.ceilDiv(modulus * modulus / 2, 512);
    }

    @Override
    public List<Claim> claims() {
        return List.of(
                new Claim(
                        "P-BASELINE",
                        "Without intervention the network generalises between epochs 2 962 and 5 301, at 4 313 on"
                                + " average over ten seeds",
                        PANDEY + "; only these summaries are known",
                        new AgreesWithPublished(
                                PandeyGrid.BASELINE,
                                PUBLISHED_MODULUS,
                                10,
                                PUBLISHED_LEAST,
                                PUBLISHED_GREATEST,
                                PUBLISHED_MEAN,
                                20,
                                stepsPerEpoch(PUBLISHED_MODULUS),
                                rule())),
                new Claim(
                        "P-PEAK",
                        "A peak of V precedes generalisation in every seed",
                        PANDEY + "; the thresholds of the prediction are ours",
                        new PeakPrecedes(
                                new PeakSearch(
                                        RunEvidence.LANDSCAPE,
                                        "V",
                                        rule().generalised(),
                                        PeakSearch.Sight.ONLINE,
                                        rule()),
                                0.8,
                                List.of(PandeyGrid.BASELINE),
                                Optional.of(PandeyGrid.COLD_START))),
                latency(
                        "P-LATENCY",
                        PANDEY,
                        "The z-score controller with a cold start reduces latency (source: 257 epochs, 6.0 %)",
                        PandeyGrid.BASELINE),
                latency(
                        "P-CONTINUOUS",
                        PANDEY,
                        "The z-score controller with a cold start generalises earlier than one discrete step of"
                                + " weight decay",
                        PandeyGrid.DISCRETE),
                latency(
                        "P-TIMING",
                        "ours, on " + PANDEY,
                        "The controller generalises earlier than a constant weight decay of equal mean, the missing"
                                + " control",
                        PandeyGrid.EQUAL_MEAN));
    }

    private Claim latency(String id, String source, String statement, Arm reference) {
        return new Claim(
                id,
                statement,
                source,
                new LatencyReduced(
                        PandeyGrid.COLD_START,
                        reference,
                        1,
                        PUBLISHED_REDUCTION,
                        stepsPerEpoch(grid.modulus()),
                        rule()));
    }

    @Override
    public CampaignPlan plan(Outlook outlook) {
        List<Stage> stages = new ArrayList<>();
        Map<Arm, Integer> planned = new LinkedHashMap<>();
        planned.put(PandeyGrid.BASELINE, grid.seeds());
        grid.arms().forEach(arm -> planned.put(arm, grid.seeds()));
        boolean complete = true;
        for (long first = 0; first < grid.seeds(); first += SEEDS_TO_DECIDE) {
            List<Item> partners = new ArrayList<>();
            long next = Math.min(first + SEEDS_TO_DECIDE, grid.seeds());
            for (long from = first; from < next; from += SEEDS_AT_A_TIME) {
                List<Item> items = pairedSeeds(from, Math.min(from + SEEDS_AT_A_TIME, next));
                stages.add(new Stage("seeds from " + from, items));
                items.stream()
                        .filter(item -> item.arm().equals(PandeyGrid.COLD_START))
                        .forEach(partners::add);
            }
            if (grid.arms().contains(PandeyGrid.EQUAL_MEAN)) {
                complete &= partners.stream().noneMatch(outlook::isPending);
                stages.add(new Stage("equal mean, seeds from " + first, equalMean(partners, outlook)));
            }
        }
        return new CampaignPlan(
                stages, complete, planned, List.of("an epoch is " + stepsPerEpoch(grid.modulus()) + " steps"));
    }

    private List<Item> pairedSeeds(long from, long to) {
        List<Item> items = new ArrayList<>();
        for (long seed = from; seed < to; seed++) {
            items.add(base().with("seed", seed).item(PandeyGrid.BASELINE));
            for (Arm arm : grid.arms()) {
                String law = LAWS.get(arm);
                if (law != null) {
                    items.add(base().with("weight-decay-controller", law)
                            .with("seed", seed)
                            .item(arm));
                }
            }
        }
        return items;
    }

    private RunSettings base() {
        return RunSettings.of("pandey").with("p", grid.modulus()).with("max-steps", grid.budget());
    }

    /// Constant weight decay, for each seed whose cold start did not diverge the mean that its cold start had
    /// when it generalised, or at its end.
    private List<Item> equalMean(List<Item> coldStarts, Outlook outlook) {
        List<Item> items = new ArrayList<>();
        for (Item partner : coldStarts) {
            outlook.finished(partner).ifPresent(run -> {
                String mean = String.format(Locale.ROOT, "%.6g", meanDecay(run));
                items.add(base().with("weight-decay", mean)
                        .with("seed", partner.seed())
                        .item(PandeyGrid.EQUAL_MEAN));
            });
        }
        return items;
    }

    private static double meanDecay(RunEvidence run) {
        SampledSeries mean = run.series(MEAN_DECAY);
        double end = run.generalisedAt().orElse(mean.lastPosition());
        int last = 0;
        while (last + 1 < mean.size() && mean.position(last + 1) <= end) {
            last++;
        }
        return mean.value(last);
    }

    @Override
    public List<PanelFigure> figures(Evidence evidence) {
        return PandeyFigures.all(evidence, grid);
    }

    @Override
    public List<String> columns() {
        return List.of(RunEvidence.SPECIFIC_HEAT, RunEvidence.LANDSCAPE, RunEvidence.TRAIN_LOSS, MEAN_DECAY);
    }
}
