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
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/// Every run whose arm is allowed has finished, with planted effects; pilots generalise from one fraction on.
final class SyntheticOutlook implements Outlook {

    private final List<Arm> finished;
    private final double enough;
    private final Map<Item, RunEvidence> made = new HashMap<>();

    /// @param enough the least train fraction at which pilots generalise
    SyntheticOutlook(double enough, Arm... finished) {
        this.finished = List.of(finished);
        this.enough = enough;
    }

    @Override
    public Fate of(Item item) {
        return finished.contains(item.arm()) ? new Fate.Finished(made.computeIfAbsent(item, this::evidence)) : PENDING;
    }

    private RunEvidence evidence(Item item) {
        Design main = SyntheticRuns.main(item.modulus(), item.seed()).withHeight(0.5 * Math.log(item.modulus()));
        double never = Double.POSITIVE_INFINITY;
        SplittableRandom random = new SplittableRandom(item.seed() + 100L * item.modulus());
        Design design = switch (item.arm()) {
            case PILOT ->
                main.as(
                        Arm.PILOT,
                        item.parameters().training().task().trainFraction() >= enough ? main.generalised() : never);
            case NO_DECAY -> main.asNull(Arm.NO_DECAY, random.nextInt(3) == 0 ? main.peak() : never);
            case RANDOM_LABELS -> main.asNull(Arm.RANDOM_LABELS, never);
            case COLD_START -> main.as(Arm.COLD_START, 0.9 * main.generalised());
            case EQUAL_MEAN, DISCRETE, CONTINUOUS_SENSOR, RATE -> main.as(item.arm(), 0.95 * main.generalised());
            case MAIN, SECOND_MODEL, UNORDERED, HEAD_SIZES, BASELINE, SWEPT -> main.as(item.arm(), main.generalised());
        };
        double drift = random.nextDouble();
        DoubleUnaryOperator wander =
                step -> 2 + drift + 0.1 * Math.sin(3 * Math.log(step + 1)) + 0.02 * random.nextGaussian();
        return SyntheticRuns.run(
                design,
                Map.of(
                        PandeyReproduction.MEAN_DECAY,
                        step -> 0.3,
                        "weights.norm",
                        wander,
                        "attention.similarity",
                        wander,
                        "attention.S",
                        wander));
    }

    /// All finished runs of a plan.
    static Evidence evidence(Plan plan, Outlook outlook) {
        List<RunEvidence> runs = new ArrayList<>();
        for (Item item : plan.items()) {
            if (item.arm() != Arm.PILOT && outlook.of(item) instanceof Fate.Finished(RunEvidence run)) {
                runs.add(run);
            }
        }
        return new Evidence(runs, List.of(), List.of(), plan.planned());
    }
}
