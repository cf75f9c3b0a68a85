// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.truong2026;

import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.RunSettings;
import calorimeter.papers.campaign.Stage;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.statistics.estimate.Samples;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/// The runs of [TruongReproduction], modulus by modulus, and in a stage seed by seed, so that what has
/// finished compares settings on the same seeds.
///
/// At p = 59 the norm w_c is the published one, so that delays can be compared; elsewhere it is the median
/// over the free runs of their norm at grokking, to three decimals.
final class TruongPlan {

    private final TruongGrid grid;
    private final Outlook outlook;
    private final List<Stage> stages = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean complete = true;

    private TruongPlan(TruongGrid grid, Outlook outlook) {
        this.grid = grid;
        this.outlook = outlook;
    }

    static CampaignPlan of(TruongGrid grid, Outlook outlook) {
        TruongPlan plan = new TruongPlan(grid, outlook);
        grid.moduli().forEach(plan::addModulus);
        plan.stages.add(new Stage("attention", plan.attention()));
        return new CampaignPlan(plan.stages, plan.complete, plan.planned(), plan.remarks);
    }

    private void addModulus(int modulus) {
        String at = "p = " + modulus + ", ";
        List<Item> free = new ArrayList<>();
        for (long seed = 0; seed < grid.seeds(); seed++) {
            free.add(base(modulus, seed).item(TruongGrid.FREE));
        }
        if (modulus == PublishedDelays.MODULUS) {
            double norm = PublishedDelays.REFERENCE_NORM;
            List<Item> six = new ArrayList<>();
            for (int seed = 0; seed < grid.seeds(); seed++) {
                six.add(free.get(seed));
                six.addAll(clamped(base(modulus, seed), norm, TruongGrid.published(), Arm.SWEPT));
            }
            stages.add(new Stage(at + "published settings", six));
            addClamped(at + "dose", modulus, norm, TruongGrid.further());
            stages.add(new Stage(at + "squared error", squared(modulus, norm)));
            addClamped(at + "collapse", modulus, norm, grid.rest());
            stages.add(new Stage(at + "unordered", unordered(modulus, norm)));
            remarks.add("p = " + modulus + ": w_c = " + norm + ", as published; of our free runs: "
                    + reference(free).stream()
                            .mapToObj(String::valueOf)
                            .findFirst()
                            .orElse("not known yet"));
            return;
        }
        stages.add(new Stage(at + "free", free));
        complete &= free.stream().noneMatch(outlook::isPending);
        OptionalDouble norm = reference(free);
        norm.ifPresent(at59 -> {
            addClamped(at + "published settings", modulus, at59, TruongGrid.published());
            addClamped(at + "dose", modulus, at59, TruongGrid.further());
            addClamped(at + "collapse", modulus, at59, grid.rest());
        });
        remarks.add("p = " + modulus + ": "
                + (norm.isPresent()
                        ? "w_c = " + norm.getAsDouble() + ", the median norm at grokking of the free runs"
                        : "w_c is not known yet, since free runs are not finished or have not grokked"));
    }

    /// The median norm at grokking; empty while a free run is pending, or if none has grokked.
    private OptionalDouble reference(List<Item> free) {
        if (free.stream().anyMatch(outlook::isPending)) {
            return OptionalDouble.empty();
        }
        double[] norms = free.stream()
                .flatMap(item -> outlook.finished(item).stream())
                .filter(run -> Cell.delay(run).isPresent())
                .mapToDouble(run -> Cell.at(run, Cell.NORM, Cell.delay(run).orElseThrow()))
                .toArray();
        return norms.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.round(1000 * Samples.median(norms)) / 1000.0);
    }

    private void addClamped(String stage, int modulus, double norm, List<Knobs> knobs) {
        List<Item> items = new ArrayList<>();
        for (long seed = 0; seed < grid.seeds(); seed++) {
            items.addAll(clamped(base(modulus, seed), norm, knobs, Arm.SWEPT));
        }
        stages.add(new Stage(stage, items));
    }

    private List<Item> squared(int modulus, double norm) {
        List<Item> items = new ArrayList<>();
        for (long seed = 0; seed < grid.seeds(); seed++) {
            items.addAll(clamped(
                    base(modulus, seed).with("loss", "squared-error"),
                    norm,
                    List.of(Knobs.BASELINE, TruongGrid.WARM),
                    TruongGrid.SQUARED));
        }
        return items;
    }

    private List<Item> unordered(int modulus, double norm) {
        List<Item> items = new ArrayList<>();
        for (long seed = 0; grid.unordered() && seed < grid.seeds(); seed++) {
            items.addAll(clamped(
                    base(modulus, seed).with("split", "unordered"), norm, Recovery.knobs(), TruongGrid.UNORDERED));
        }
        return items;
    }

    /// Both temperatures of the transformer; last, since it was added when the other stages had begun.
    private List<Item> attention() {
        List<Item> items = new ArrayList<>();
        for (int seed = 0; grid.attention() && seed < DelayFollowsTemperature.SEEDS; seed++) {
            for (Knobs knobs : DelayFollowsTemperature.knobs()) {
                items.add(RunSettings.of("nanda")
                        .with("p", DelayFollowsTemperature.MODULUS)
                        .with("train-fraction", DelayFollowsTemperature.FRACTION)
                        .with("seed", 1000 * DelayFollowsTemperature.MODULUS + seed)
                        .with("max-steps", DelayFollowsTemperature.BUDGET)
                        .with("logits", true)
                        .with("output-temperature", knobs.temperature())
                        .with("attention-temperature", knobs.attention())
                        .item(TruongGrid.ATTENTION));
            }
        }
        return items;
    }

    private static List<Item> clamped(RunSettings base, double norm, List<Knobs> knobs, Arm arm) {
        return knobs.stream()
                .map(each -> base.with("norm-clamp", each.ratio() + ":" + TruongGrid.CLAMPED_FROM)
                        .with("reference-norm", norm)
                        .with("output-temperature", each.temperature())
                        .item(arm))
                .toList();
    }

    private static RunSettings base(int modulus, long seed) {
        return RunSettings.of("truong").with("p", modulus).with("seed", seed);
    }

    private Map<Arm, Integer> planned() {
        int all = grid.moduli().size() * grid.seeds();
        Map<Arm, Integer> planned = new LinkedHashMap<>();
        planned.put(TruongGrid.FREE, all);
        planned.put(Arm.SWEPT, all * grid.clampedCells());
        planned.put(TruongGrid.SQUARED, 2 * grid.seeds());
        planned.put(TruongGrid.UNORDERED, grid.unordered() ? Recovery.knobs().size() * grid.seeds() : 0);
        planned.put(
                TruongGrid.ATTENTION,
                grid.attention() ? DelayFollowsTemperature.knobs().size() * DelayFollowsTemperature.SEEDS : 0);
        return planned;
    }
}
