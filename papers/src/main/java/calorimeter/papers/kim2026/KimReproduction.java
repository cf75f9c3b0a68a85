// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.lab.store.RunRecord;
import calorimeter.lab.store.RunStore;
import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.report.page.PanelFigure;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Specific heat and grokking (G. Kim, arXiv:2602.08216): does a peak of C precede generalisation, and does
/// that mean anything.
///
/// The source's primes on the architecture of Nanda et al., nulls and controls (ours), and a second
/// architecture with rotary positions.
public record KimReproduction(Size size, KimGrid grid) implements Reproduction {

    public KimReproduction(Size size) {
        this(size, KimGrid.of(size));
    }

    @Override
    public String name() {
        return "kim2026";
    }

    @Override
    public String title() {
        return "Specific heat and grokking";
    }

    @Override
    public String summary() {
        return "G. Kim (arXiv:2602.08216) reads attention as a canonical ensemble and finds that its specific heat C"
                + " peaks before a network generalises. Here a detector that sees nothing from the event on looks for"
                + " that peak, on all rows and on those that are read; the same detector is tried on three nulls at"
                + " every prime (weight decay 0, random labels, too few data), peaks at the floor of the training loss"
                + " are set apart, two interventions ask whether generalisation follows the peak, and C and V are"
                + " compared with other early-warning signals at equal false-alarm rate. Modular addition; one layer after Nanda et al. (arXiv:2301.05217),"
                + " and two layers with rotary positions after Pandey (arXiv:2607.20552).";
    }

    @Override
    public List<Claim> claims() {
        return KimClaims.all(rule());
    }

    @Override
    public String design() {
        return grid.words() + "; train fraction: the least of " + grid.fractions() + " at which every pilot seed of "
                + grid.pilotSeeds() + " generalises within the budget, by modulus; heads at initialisation: "
                + KimPlan.HEADS + " with " + KimPlan.HEAD_SIZE_SEEDS
                + " seeds; seeds of p from 1000 p on; nulls without weight decay and with train fraction " + KimGrid.FEW
                + " run as long as their partners, those with random labels " + KimPlan.RANDOM_LABELS_LENGTH
                + " times as long; interventions: learning rate 5e-4, β₂ 0.999";
    }

    @Override
    public CampaignPlan plan(Outlook outlook) {
        return KimPlan.of(grid, outlook);
    }

    @Override
    public List<PanelFigure> figures(Evidence evidence) {
        return KimFigures.all(evidence, rule(), KimClaims.FALSE_ALARMS);
    }

    @Override
    public List<String> columns() {
        return Stream.of(
                        Signal.all().stream().map(Signal::column).toList(),
                        EffectiveTemperature.WEIGHTS,
                        FirstLawHolds.COLUMNS)
                .flatMap(List::stream)
                .toList();
    }

    @Override
    public List<Evidence.Residual> residuals(RunStore store, Map<Item, RunRecord> finished) {
        return TrainedIdentities.residuals(store, finished);
    }
}
