package calorimeter.lab.reproduction;

import calorimeter.lab.claim.AgreesWithPublished;
import calorimeter.lab.claim.Arm;
import calorimeter.lab.claim.Claim;
import calorimeter.lab.claim.Evidence;
import calorimeter.lab.claim.LatencyReduced;
import calorimeter.lab.claim.PeakPrecedes;
import calorimeter.lab.claim.PeakRule;
import calorimeter.lab.claim.RunEvidence;
import calorimeter.lab.reproduction.Stage.Item;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Thermodynamic weight decay (Pandey, arXiv:2607.20552): does weight decay that follows V make a network
/// generalise earlier, and is it the timing that does it or only the amount.
public final class PandeyReproduction implements Reproduction {

    private static final String PANDEY = "Pandey, arXiv:2607.20552";

    /// ⌈⌊97²/2⌋ / 512⌉
    static final int STEPS_PER_EPOCH = 10;

    private static final int EPOCHS = 7_000;

    private final Size size;
    private final int seeds;
    private final int modulus;
    private final int budget;
    private final PeakRule rule = PeakRule.standard();

    public PandeyReproduction(Size size) {
        this(
                size,
                switch (size) {
                    case QUICK -> 2;
                    case STANDARD -> 5;
                    case FULL -> 20;
                },
                97,
                EPOCHS * STEPS_PER_EPOCH);
    }

    PandeyReproduction(Size size, int seeds, int modulus, int budget) {
        this.size = size;
        this.seeds = seeds;
        this.modulus = modulus;
        this.budget = budget;
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
                + " ends once generalisation is sustained, at the latest after 7 000 epochs.";
    }

    @Override
    public Size size() {
        return size;
    }

    @Override
    public PeakRule rule() {
        return rule;
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
                                Arm.BASELINE, 10, 2962, 5301, 4313, 20, STEPS_PER_EPOCH, rule)),
                new Claim(
                        "P-PEAK",
                        "A peak of V precedes generalisation in every seed",
                        PANDEY + "; the thresholds of the prediction are ours",
                        new PeakPrecedes(
                                RunEvidence.LANDSCAPE,
                                "V",
                                0.8,
                                rule,
                                List.of(Arm.BASELINE),
                                Optional.of(Arm.COLD_START))),
                latency(
                        "P-LATENCY",
                        "The z-score controller with a cold start reduces latency (source: 257 epochs, 6.0 %)",
                        Arm.COLD_START,
                        Arm.BASELINE),
                latency(
                        "P-CONTINUOUS",
                        "The continuous controller generalises earlier than a discrete step",
                        Arm.COLD_START,
                        Arm.DISCRETE),
                latency(
                        "P-TIMING",
                        "The controller generalises earlier than a constant weight decay of equal mean (ours: the"
                                + " missing control)",
                        Arm.COLD_START,
                        Arm.EQUAL_MEAN));
    }

    private Claim latency(String id, String statement, Arm better, Arm reference) {
        return new Claim(
                id, statement, PANDEY, new LatencyReduced(better, reference, 1, STEPS_PER_EPOCH, rule));
    }

    @Override
    public Plan plan(Outlook outlook) {
        List<Item> baseline = new ArrayList<>();
        for (long seed = 0; seed < seeds; seed++) {
            baseline.add(new Item(Arm.BASELINE, base(seed).parameters()));
        }
        Map<Arm, Integer> planned = new EnumMap<>(Arm.class);
        planned.put(Arm.BASELINE, seeds);
        return new Plan(
                List.of(new Stage("baseline", baseline)),
                true,
                planned,
                List.of("the controllers are not part of this version: their claims are not tested"));
    }

    private RunSettings base(long seed) {
        return RunSettings.of("pandey")
                .with("p", modulus)
                .with("seed", seed)
                .with("max-steps", budget);
    }

    @Override
    public List<PaperFigure> figures(Evidence evidence) {
        return List.of();
    }
}
