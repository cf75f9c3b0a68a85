// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.campaign.CampaignPlan;
import calorimeter.papers.campaign.Outlook;
import calorimeter.papers.campaign.RunSettings;
import calorimeter.papers.campaign.Stage;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.RunEvidence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// The runs of kim2026 that what has finished lets be known.
///
/// The pilot of a prime takes the smallest train fraction at which every pilot seed generalises within the budget.
/// Pilot seeds are not those of the experiment, so the choice does not select its outcome.
final class KimPlan {

    /// Divisors of the width 128: d_k is 128, 32 and 4.
    static final List<Integer> HEADS = List.of(1, 4, 32);

    static final int HEAD_SIZE_SEEDS = 20;

    /// Nulls are watched for as many decades after memorisation as their partner took to generalise. Without
    /// weight decay or with few data a run memorises no later than its partner, and the partner's own record
    /// goes on after generalisation. Random labels are memorised later, so their record is longer by this.
    static final double RANDOM_LABELS_LENGTH = 1.5;

    private final KimGrid grid;
    private final Outlook outlook;
    private final List<Item> pilots = new ArrayList<>();
    private final List<Item> main = new ArrayList<>();
    private final List<Item> nulls = new ArrayList<>();
    private final List<Item> interventions = new ArrayList<>();
    private final List<Item> controls = new ArrayList<>();
    private final List<Item> tempered = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private boolean complete = true;

    private KimPlan(KimGrid grid, Outlook outlook) {
        this.grid = grid;
        this.outlook = outlook;
    }

    static CampaignPlan of(KimGrid grid, Outlook outlook) {
        KimPlan known = new KimPlan(grid, outlook);
        grid.primes().forEach(known::addPrime);
        return new CampaignPlan(
                List.of(
                        new Stage("head sizes", headSizes()),
                        new Stage("pilot", known.pilots),
                        new Stage("main", known.main),
                        new Stage("nulls", known.nulls),
                        new Stage("interventions", known.interventions),
                        new Stage("second model", known.second()),
                        new Stage("controls", known.controls), // no verdict depends on them
                        new Stage("temperature", known.tempered)), // last: added when the others had been judged
                known.complete,
                known.planned(),
                known.remarks);
    }

    private void addPrime(int prime) {
        boolean settled = true;
        OptionalDouble chosen = OptionalDouble.empty();
        for (double fraction : grid.fractions()) {
            List<Item> tried = grid.pilotSeeds().stream()
                    .map(seed -> base(prime, fraction, seed).item(Arm.PILOT))
                    .toList();
            pilots.addAll(tried);
            Optional<Boolean> all = allGeneralise(tried);
            settled = all.isPresent();
            if (all.orElse(false)) {
                chosen = OptionalDouble.of(fraction);
            }
            if (!settled || chosen.isPresent()) {
                break;
            }
        }
        complete &= settled;
        chosen.ifPresent(fraction -> addSeeds(prime, fraction));
        remarks.add("p = " + prime + ": "
                + (chosen.isPresent()
                        ? "train fraction " + chosen.getAsDouble() + " by the pilot"
                        : settled
                                ? "no fraction of " + grid.fractions()
                                        + " lets every pilot seed generalise, so it has no main runs"
                                : "the pilot is not finished"));
    }

    /// Empty while one is pending.
    private Optional<Boolean> allGeneralise(List<Item> tried) {
        return tried.stream().anyMatch(outlook::isPending)
                ? Optional.empty()
                : Optional.of(tried.stream().allMatch(this::generalises));
    }

    private boolean generalises(Item item) {
        return outlook.finished(item).filter(RunEvidence::hasGeneralised).isPresent();
    }

    private void addSeeds(int prime, double fraction) {
        for (long seed : KimGrid.seeds(prime, grid.seeds())) {
            RunSettings settings = base(prime, fraction, seed);
            Item item = settings.item(Arm.MAIN);
            main.add(item);
            addNulls(item, settings);
            if (grid.changedPrimes().contains(prime)) {
                interventions.add(settings.with("learning-rate", "5e-4").item(KimGrid.HALF_RATE));
                interventions.add(settings.with("beta2", "0.999").item(KimGrid.LONG_MEMORY));
                controls.add(settings.with("split", "unordered").item(KimGrid.UNORDERED));
            }
            if (grid.tempers() && prime == Tempering.PRIME) {
                Tempering.ALL.forEach(
                        turned -> tempered.add(settings.with(turned.settings()).item(turned.arm())));
            }
        }
    }

    /// The length of the nulls is known once their partner has ended.
    private void addNulls(Item partner, RunSettings settings) {
        complete &= !outlook.isPending(partner);
        outlook.finished(partner).ifPresent(run -> {
            long length = Math.max(1, run.lastStep());
            RunSettings toTheEnd = settings.with("stop", "budget");
            nulls.add(toTheEnd.with("weight-decay", 0).with("max-steps", length).item(KimGrid.NO_DECAY));
            nulls.add(toTheEnd.with("random-labels", true)
                    .with("max-steps", (long) Math.ceil(RANDOM_LABELS_LENGTH * length))
                    .item(KimGrid.RANDOM_LABELS));
            nulls.add(toTheEnd.with("train-fraction", KimGrid.FEW)
                    .with("max-steps", length)
                    .item(KimGrid.FEW_DATA));
        });
    }

    private RunSettings base(int prime, double fraction, long seed) {
        return RunSettings.of("nanda")
                .with("p", prime)
                .with("train-fraction", fraction)
                .with("seed", seed)
                .with("max-steps", grid.budget());
    }

    private static List<Item> headSizes() {
        List<Item> items = new ArrayList<>();
        for (long seed = 0; seed < HEAD_SIZE_SEEDS; seed++) {
            for (int heads : HEADS) {
                items.add(RunSettings.of("nanda")
                        .with("p", 23)
                        .with("heads", heads)
                        .with("seed", seed)
                        .with("max-steps", 1)
                        .with("stop", "budget")
                        .item(KimGrid.HEAD_SIZES));
            }
        }
        return items;
    }

    private List<Item> second() {
        List<Item> items = new ArrayList<>();
        for (long seed : KimGrid.seeds(grid.secondPrime(), grid.secondSeeds())) {
            items.add(RunSettings.of("pandey")
                    .with("p", grid.secondPrime())
                    .with("seed", seed)
                    .with("max-steps", grid.secondBudget())
                    .item(KimGrid.SECOND_MODEL));
        }
        return items;
    }

    private Map<Arm, Integer> planned() {
        int primes = grid.primes().size();
        int main = primes * grid.seeds();
        int changed = grid.changedPrimes().size() * grid.seeds();
        Map<Arm, Integer> planned = new LinkedHashMap<>();
        planned.put(
                Arm.PILOT, primes * grid.fractions().size() * grid.pilotSeeds().size());
        planned.put(Arm.MAIN, main);
        KimGrid.NULLS.forEach(arm -> planned.put(arm, main));
        KimGrid.INTERVENTIONS.forEach(arm -> planned.put(arm, changed));
        planned.put(KimGrid.UNORDERED, changed);
        Tempering.ALL.forEach(turned -> planned.put(turned.arm(), grid.tempers() ? grid.seeds() : 0));
        planned.put(KimGrid.SECOND_MODEL, grid.secondSeeds());
        planned.put(KimGrid.HEAD_SIZES, HEADS.size() * HEAD_SIZE_SEEDS);
        return planned;
    }
}
