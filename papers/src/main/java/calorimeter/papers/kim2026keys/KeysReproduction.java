// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026keys;

import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.Reproduction;
import calorimeter.papers.campaign.Size;
import calorimeter.papers.campaign.Stage;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.report.page.PanelFigure;
import calorimeter.report.page.PanelFigure.Axis;
import calorimeter.report.page.PanelFigure.Curve;
import calorimeter.report.page.PanelFigure.Panel;
import calorimeter.report.page.PanelFigure.Points;
import calorimeter.report.page.PanelFigure.Style;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Does the specific heat diverge with system size (on G. Kim, arXiv:2602.08216): the number of keys of a row, not
/// the modulus of its task, is what a peak of C could grow with.
public record KeysReproduction(Size size) implements Reproduction {

    @Override
    public String name() {
        return "kim2026-keys";
    }

    @Override
    public String title() {
        return "Specific heat and the number of keys";
    }

    @Override
    public String summary() {
        return "A phase transition is sharp only in a large system, and the system of attention is a row of keys. Runs on"
                + " pairs of numbers have three keys, among which C cannot exceed 0.762 whatever is learned, so they"
                + " cannot tell whether its peak diverges. Here one layer learns to look up one of n − 1 operands,"
                + " and the highest C of a run is held against the most that n keys allow, against random energies,"
                + " and against runs that memorise random labels.";
    }

    private int seeds() {
        return size == Size.QUICK ? 2 : 4;
    }

    @Override
    public List<Claim> claims() {
        return SystemSize.claims("ours, on G. Kim, arXiv:2602.08216");
    }

    @Override
    public String design() {
        return SystemSize.words() + "; " + seeds() + " seeds of every n and arm";
    }

    @Override
    public CampaignPlan plan(Outlook outlook) {
        List<Item> items = SystemSize.items(seeds());
        Map<Arm, Integer> planned = new LinkedHashMap<>();
        items.forEach(item -> planned.merge(item.arm(), 1, Integer::sum));
        return new CampaignPlan(List.of(new Stage("keys", items)), true, planned, List.of());
    }

    @Override
    public List<String> columns() {
        return List.of(SystemSize.COLUMN);
    }

    @Override
    public List<PanelFigure> figures(Evidence evidence) {
        KeyHeights heights = KeyHeights.of(evidence, SystemSize.KEYS, RunEvidence.TEST_ACCURACY);
        KeyHeights memorised = KeyHeights.of(evidence, SystemSize.RANDOM_KEYS, RunEvidence.TRAIN_ACCURACY);
        if (heights.runs().isEmpty()) {
            return List.of();
        }
        Points bound = new Points();
        Points random = new Points();
        for (int keys : SystemSize.LENGTHS) {
            bound.add(keys, KeyHeights.bound(keys));
            random.add(keys, KeyHeights.randomEnergies(keys));
        }
        return List.of(PanelFigure.of(
                "keys",
                "The peak of C against the number of keys",
                "The highest C of a run, in the rows that the loss depends on; one point a run. The most that n keys allow"
                        + " is one key against n − 1 equal ones; random energies are n independent normal scores, the"
                        + " mean C at its best temperature.",
                List.of(Panel.of(
                        "Highest C of a run",
                        Axis.logarithmic("keys n"),
                        Axis.linear("C"),
                        List.of(
                                points("lookup learned", heights),
                                points("random labels memorised", memorised),
                                bound.drawn("most that n keys allow", Style.LINE),
                                random.drawn("random energies", Style.LINE))))));
    }

    private static Curve points(String name, KeyHeights heights) {
        Points points = new Points();
        heights.heights().forEach((keys, ofRuns) -> ofRuns.forEach(height -> points.add(keys, height)));
        return points.drawn(name, Style.POINTS);
    }
}
