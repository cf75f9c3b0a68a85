// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.campaign;

import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.claim.SyntheticRuns;
import calorimeter.papers.claim.SyntheticRuns.Design;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;

/// Every run whose arm is allowed has finished, with planted effects; pilots generalise from one fraction on.
public final class SyntheticOutlook implements Outlook {

    private final Predicate<Arm> finished;
    private final Function<Item, RunEvidence> of;
    private final Map<Item, RunEvidence> made = new HashMap<>();

    private SyntheticOutlook(Predicate<Arm> finished, Function<Item, RunEvidence> of) {
        this.finished = finished;
        this.of = of;
    }

    /// @param enough the least train fraction at which pilots generalise
    public SyntheticOutlook(double enough, Arm... finished) {
        this(List.of(finished)::contains, item -> evidence(item, enough));
    }

    /// Of every arm.
    public static SyntheticOutlook all(double enough) {
        return all(item -> evidence(item, enough));
    }

    public static SyntheticOutlook all(Function<Item, RunEvidence> of) {
        return new SyntheticOutlook(arm -> true, of);
    }

    @Override
    public boolean isPending(Item item) {
        return !finished.test(item.arm());
    }

    @Override
    public Optional<RunEvidence> finished(Item item) {
        return isPending(item) ? Optional.empty() : Optional.of(made.computeIfAbsent(item, of));
    }

    private static RunEvidence evidence(Item item, double enough) {
        Design main = SyntheticRuns.main(item.modulus(), item.seed()).withHeight(0.5 * Math.log(item.modulus()));
        double never = Double.POSITIVE_INFINITY;
        SplittableRandom random = new SplittableRandom(item.seed() + 100L * item.modulus());
        Design design = switch (item.arm().name()) {
            case "PILOT" ->
                main.as(
                        Arm.PILOT,
                        item.parameters().training().operation().trainFraction() >= enough
                                ? main.generalised()
                                : never);
            case "NO_DECAY" -> main.asNull(item.arm(), random.nextInt(3) == 0 ? main.peak() : never);
            case "RANDOM_LABELS", "FEW_DATA" -> main.asNull(item.arm(), never);
            case "COLD_START" -> main.as(item.arm(), 0.9 * main.generalised());
            case "EQUAL_MEAN", "DISCRETE", "CONTINUOUS_SENSOR", "RATE" ->
                main.as(item.arm(), 0.95 * main.generalised());
            default -> main.as(item.arm(), main.generalised());
        };
        double drift = random.nextDouble();
        DoubleUnaryOperator wander =
                step -> 2 + drift + 0.1 * Math.sin(3 * Math.log(step + 1)) + 0.02 * random.nextGaussian();
        return SyntheticRuns.run(
                design,
                Map.of(
                        "weight-decay.mean",
                        step -> 0.3,
                        "weights.norm",
                        wander,
                        "attention.similarity",
                        wander,
                        "attention.S",
                        wander));
    }

    /// All finished runs of a plan.
    public static Evidence evidence(CampaignPlan plan, Outlook outlook) {
        List<RunEvidence> runs = new ArrayList<>();
        for (Item item : plan.items()) {
            if (!item.arm().equals(Arm.PILOT)) {
                outlook.finished(item).ifPresent(runs::add);
            }
        }
        return new Evidence(runs, List.of(), List.of(), plan.planned());
    }
}
