package calorimeter.papers.campaign;

import calorimeter.papers.campaign.Outlook.Fate;
import calorimeter.papers.campaign.Stage.Item;
import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.PeakRule;
import calorimeter.papers.claim.RunEvidence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Specific heat and grokking (G. Kim, arXiv:2602.08216): does a peak of C precede generalisation, and does
/// that mean anything.
///
/// The source's primes on the architecture of Nanda et al., nulls and controls (ours), and a second
/// architecture with rotary positions.
public final class KimReproduction implements Reproduction {

    /// Divisors of the width 128: d_k is 128, 32 and 4.
    private static final List<Integer> HEADS = List.of(1, 4, 32);

    private static final int HEAD_SIZE_SEEDS = 20;

    private final Size size;
    private final KimGrid grid;
    private final PeakRule rule = PeakRule.standard();

    public KimReproduction(Size size) {
        this(size, KimGrid.of(size));
    }

    KimReproduction(Size size, KimGrid grid) {
        this.size = size;
        this.grid = grid;
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
                + " peaks before a network generalises. Peaks recur several times in a run, so \"precedes\" may be"
                + " nearly automatic: here the same detector is tried on nulls (weight decay 0, random labels),"
                + " and C and V are compared with other early-warning signals"
                + " at equal false-alarm rate. Modular addition; one layer after Nanda et al. (arXiv:2301.05217),"
                + " and two layers with rotary positions after Pandey (arXiv:2607.20552).";
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
        return KimClaims.all(rule);
    }

    @Override
    public String design() {
        return grid + "; " + pilot().text() + "; heads at initialisation: " + HEADS + " with " + HEAD_SIZE_SEEDS
                + " seeds; nulls without weight decay run as long as their partners, those with random labels "
                + RANDOM_LABELS_LENGTH + " times as long";
    }

    private PilotRule pilot() {
        return new PilotRule(grid.fractions(), grid.pilotSeeds());
    }

    @Override
    public Plan plan(Outlook outlook) {
        Known known = new Known(outlook);
        grid.primes().forEach(known::addPrime);
        return new Plan(
                List.of(
                        new Stage("head sizes", headSizes()),
                        new Stage("pilot", known.pilots),
                        new Stage("main", known.main),
                        new Stage("nulls", known.nulls),
                        new Stage("second model", second()),
                        new Stage("controls", known.controls)), // last: no verdict depends on them
                known.complete,
                planned(),
                known.remarks);
    }

    /// The runs that what has finished lets be known.
    private final class Known {

        private final Outlook outlook;
        private final List<Item> pilots = new ArrayList<>();
        private final List<Item> main = new ArrayList<>();
        private final List<Item> nulls = new ArrayList<>();
        private final List<Item> controls = new ArrayList<>();
        private final List<String> remarks = new ArrayList<>();
        private boolean complete = true;

        Known(Outlook outlook) {
            this.outlook = outlook;
        }

        void addPrime(int prime) {
            PilotRule.Choice choice = pilot().of(outlook, (fraction, seed) -> base(prime, fraction, seed));
            pilots.addAll(choice.items());
            complete &= choice.settled();
            if (choice.chosen().isEmpty()) {
                remarks.add(
                        choice.settled()
                                ? "p = " + prime + ": no fraction of " + grid.fractions()
                                        + " lets every pilot seed generalise, so it has no main runs"
                                : "p = " + prime + ": the pilot is not finished");
                return;
            }
            double fraction = choice.chosen().getAsDouble();
            remarks.add("p = " + prime + ": train fraction " + fraction + " by the pilot");
            for (long seed = 0; seed < grid.seeds(); seed++) {
                addSeed(base(prime, fraction, seed), grid.nullPrimes().contains(prime));
            }
        }

        private void addSeed(RunSettings settings, boolean withNulls) {
            Item item = new Item(Arm.MAIN, settings.parameters());
            main.add(item);
            if (withNulls) {
                complete &= addNulls(outlook, item, settings, nulls);
                controls.add(new Item(
                        Arm.UNORDERED, settings.with("split", "unordered").parameters()));
            }
        }
    }

    private RunSettings base(int prime, double fraction, long seed) {
        return RunSettings.of("nanda")
                .with("p", prime)
                .with("train-fraction", fraction)
                .with("seed", seed)
                .with("max-steps", grid.budget());
    }

    /// Nulls are watched for as many decades after memorisation as their partner took to generalise. Without
    /// weight decay a run memorises no later than its partner, and the partner's own record goes on for a tenth
    /// of a decade after generalisation. Random labels are memorised later, so their record is longer by this.
    private static final double RANDOM_LABELS_LENGTH = 1.5;

    /// Returns whether the length of the nulls is known already.
    private static boolean addNulls(Outlook outlook, Item partner, RunSettings settings, List<Item> nulls) {
        return switch (outlook.of(partner)) {
            case Fate.Pending pending -> false;
            case Fate.Broken broken -> true;
            case Fate.Finished(RunEvidence run) -> {
                long length = Math.max(1, run.lastStep());
                RunSettings toTheEnd = settings.with("stop", "budget");
                nulls.add(new Item(
                        Arm.NO_DECAY,
                        toTheEnd.with("weight-decay", 0)
                                .with("max-steps", length)
                                .parameters()));
                nulls.add(new Item(
                        Arm.RANDOM_LABELS,
                        toTheEnd.with("random-labels", true)
                                .with("max-steps", (long) Math.ceil(RANDOM_LABELS_LENGTH * length))
                                .parameters()));
                yield true;
            }
        };
    }

    private static List<Item> headSizes() {
        List<Item> items = new ArrayList<>();
        for (long seed = 0; seed < HEAD_SIZE_SEEDS; seed++) {
            for (int heads : HEADS) {
                items.add(new Item(
                        Arm.HEAD_SIZES,
                        RunSettings.of("nanda")
                                .with("p", 23)
                                .with("heads", heads)
                                .with("seed", seed)
                                .with("max-steps", 1)
                                .with("stop", "budget")
                                .parameters()));
            }
        }
        return items;
    }

    private List<Item> second() {
        List<Item> items = new ArrayList<>();
        for (long seed = 0; seed < grid.secondSeeds(); seed++) {
            RunSettings settings = RunSettings.of("pandey")
                    .with("p", grid.secondPrime())
                    .with("seed", seed)
                    .with("max-steps", grid.secondBudget());
            items.add(new Item(Arm.SECOND_MODEL, settings.parameters()));
        }
        return items;
    }

    private Map<Arm, Integer> planned() {
        Map<Arm, Integer> planned = new EnumMap<>(Arm.class);
        planned.put(
                Arm.PILOT,
                grid.primes().size()
                        * grid.fractions().size()
                        * grid.pilotSeeds().size());
        planned.put(Arm.MAIN, grid.primes().size() * grid.seeds());
        int each = grid.nullPrimes().size() * grid.seeds();
        planned.put(Arm.NO_DECAY, each);
        planned.put(Arm.RANDOM_LABELS, each);
        planned.put(Arm.UNORDERED, each);
        planned.put(Arm.SECOND_MODEL, grid.secondSeeds());
        planned.put(Arm.HEAD_SIZES, HEADS.size() * HEAD_SIZE_SEEDS);
        return planned;
    }

    @Override
    public List<PaperFigure> figures(Evidence evidence) {
        return KimFigures.all(evidence, rule, KimClaims.FALSE_ALARMS);
    }
}
