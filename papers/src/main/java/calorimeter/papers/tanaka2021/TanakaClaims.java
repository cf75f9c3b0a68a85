// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.tanaka2021;

import static calorimeter.papers.tanaka2021.ChargePanels.plain;
import static calorimeter.papers.tanaka2021.TanakaPlan.ADAM;
import static calorimeter.papers.tanaka2021.TanakaPlan.BATCH;
import static calorimeter.papers.tanaka2021.TanakaPlan.DAMPED;
import static calorimeter.papers.tanaka2021.TanakaPlan.DESCENT;
import static calorimeter.papers.tanaka2021.TanakaPlan.FREE;
import static calorimeter.papers.tanaka2021.TanakaPlan.FROZEN;
import static calorimeter.papers.tanaka2021.TanakaPlan.HALF_ADAM;
import static calorimeter.papers.tanaka2021.TanakaPlan.HALF_DESCENT;
import static calorimeter.papers.tanaka2021.TanakaPlan.SCALED;

import calorimeter.papers.claim.Arm;
import calorimeter.papers.claim.Claim;
import calorimeter.papers.claim.Decision;
import calorimeter.papers.claim.Equivalence;
import calorimeter.papers.claim.Evidence;
import calorimeter.papers.claim.Evidence.Excluded;
import calorimeter.papers.claim.Grounds.Detail;
import calorimeter.papers.claim.IdentityHolds;
import calorimeter.papers.claim.Prediction;
import calorimeter.papers.claim.RunEvidence;
import calorimeter.papers.tanaka2021.MeanOverSeeds.SeedValue;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleBiFunction;

/// The claims of [TanakaReproduction]. What the papers state is predicted as they state it, also where docs/theory.md
/// expects otherwise.
final class TanakaClaims {

    private static final String TK = "Tanaka & Kunin, arXiv:2105.02716";
    private static final String NM = "Kunin et al., arXiv:2012.04728";
    private static final String OURS = "docs/theory.md; the prediction is ours";

    /// How far from 1 a ratio may be, in per cent: of formulas that ε or rounding alone disturbs, of RMSProp, of losses
    /// and steady norms, of Eq. 17 and angles.
    private static final int UNMOVED = 1;

    private static final int RMSPROP = 2;
    private static final int CLOSE = 5;
    private static final int ROUGH = 10;

    /// How far an order in η may be from a whole number.
    private static final double ORDER = 0.2;

    /// Share of what Adam's steps can reach, above which a key bias drifts.
    private static final double DRIFTING = 0.01;

    private final TanakaGrid grid;

    private TanakaClaims(TanakaGrid grid) {
        this.grid = grid;
    }

    static List<Claim> all(TanakaGrid grid) {
        TanakaClaims claims = new TanakaClaims(grid);
        List<Claim> all = new ArrayList<>();
        claims.exact(all);
        claims.norms(all);
        claims.learning(all);
        claims.attention(all);
        return all;
    }

    private void exact(List<Claim> all) {
        all.add(new Claim(
                "N-EXACT",
                "Every Noether charge follows its exact discrete law",
                OURS,
                new IdentityHolds(
                        "Every charge of every block of every run under SGD, at every step, with and without momentum,"
                                + " decay and dampening, moves as its recursion says, but for single precision.",
                        Map.of(TanakaResiduals.ONE_STEP, TanakaResiduals.ONE_STEP_BOUND))));
        all.add(order("N-TRANSLATION", "translation", "W = e^(−kt) W₀ and its damped oscillator", Family.TRANSLATION));
        all.add(order("N-SCALE", "scale", "e^(−2kt)|w₀|² with its drive", Family.SCALE));
        all.add(order("N-RESCALE", "rescale", "e^(−2kt)(|w₁|² − |w₂|²) with its drive", Family.RESCALE));
        all.add(new Claim(
                "N-DAMPENING",
                "The drive 2|v|² of the released code holds also with dampening",
                NM + ", released code",
                ratio(
                        "ln of the released code's r² over the measured r², perceptrons with batch norm at δ = "
                                + TanakaPlan.DAMPENING,
                        values(List.of(DAMPED), run -> true, ChargeRun.RELEASED),
                        CLOSE)));
        all.add(new Claim(
                "N-DAMPENING.CORRECTED",
                "With dampening the drive is 2|v|²/(1−δ)²",
                OURS,
                ratio(
                        "ln of that drive's r² over the measured r², the same perceptrons",
                        values(List.of(DAMPED), run -> true, ChargeRun.CONTINUOUS),
                        CLOSE)));
        all.add(new Claim(
                "N-COUNT",
                "The number of independent laws is that of the symmetries found from the architecture",
                OURS,
                new IdentityHolds(
                        "On a small twin of every model, D less the rank of the Lie closure of its gradient fields is the"
                                + " number of laws listed.",
                        Map.of(TanakaResiduals.COUNT, TanakaResiduals.COUNT_BOUND))));
        all.add(new Claim(
                "N-EPSILON",
                "The ε of a norm breaks scale symmetry by (ε/(σ²+ε))·γ ∂f/∂γ",
                OURS,
                new IdentityHolds(
                        "Exact to double precision.", Map.of(TanakaResiduals.EPSILON_LAW, TanakaResiduals.LAW_BOUND))));
        all.add(new Claim(
                "N-EPSILON.SIZE",
                "The ε of batch norm does not move the norms of filters",
                "implicit in " + TK + " and " + NM + "; that " + UNMOVED + " % is no move is ours",
                ratio(
                        "ln of [NM]'s r², which leaves ε out, over the measured r² at the last step, perceptrons with batch"
                                + " norm, every batch size and β",
                        values(List.of(BATCH), run -> true, ChargeRun.CONTINUOUS),
                        UNMOVED)));
    }

    private static Claim order(String id, String symmetry, String formula, Family family) {
        return new Claim(
                id,
                "The closed forms of the " + symmetry + " charges hold to their order in η: " + formula,
                NM
                        + "; the orders are those of docs/theory.md, that " + plain(TanakaResiduals.ORDER_BOUND)
                        + " times is of the order was set after the quick runs",
                new IdentityHolds(
                        "At every logged step after " + TanakaResiduals.SETTLED_IN_WORDS
                                + " times 1/(1−β) at which the charge has " + TanakaResiduals.LEAST_SHARE
                                + " of its first value or more, the error, relative to the larger of the charge and its"
                                + " first value, is at most " + plain(TanakaResiduals.ORDER_BOUND)
                                + " times its stated order: without momentum (ηk)²n/2 for translations and"
                                + " 2(ηk)²n + 2ηk for quadratic charges, with momentum ηk/(2(1−β)) and ηk/(1−β), with"
                                + " η(1−δ) for η. Stated orders below " + power(TanakaResiduals.LEAST_ORDER)
                                + " are not told from rounding; charges are followed until ε is felt, ρ > "
                                + power(TanakaResiduals.FELT_VIOLATION) + " |w||g|.",
                        Map.of(TanakaResiduals.ORDERS.get(family), TanakaResiduals.ORDER_BOUND)));
    }

    private void norms(List<Claim> all) {
        double beta = grid.largestMomentum();
        Predicate<RunEvidence> moves = run -> momentum(run) > 0;
        Runs minibatch = new Runs(
                "perceptrons with batch norm, minibatches, β = " + beta, BATCH, moves.and(run -> batch(run) > 0));
        Runs whole = new Runs(
                "perceptrons with batch norm, full batch, β = " + beta, BATCH, moves.and(run -> batch(run) == 0));
        Runs still = new Runs("perceptrons with batch norm, every batch size, β = 0", BATCH, run -> momentum(run) == 0);
        Runs large = new Runs(
                "the grid at η = " + grid.largestRate() + ", β = " + beta + ", every k",
                FREE,
                moves.and(run -> isRate(run, grid.largestRate())));
        all.add(eq17("PRINTED", "Eq. 17 as printed gives r²(t) under minibatches", TK, "coherent", minibatch));
        all.add(eq17("WHITE", "Eq. 17 with K = 1/(1−β²) gives r²(t) under minibatches", OURS, "white", minibatch));
        all.add(eq17("DRIVEN", "Eq. 17 driven by r²|v|² gives r²(t) under minibatches", OURS, "driven", minibatch));
        all.add(eq17("PRINTED-FULL", "Eq. 17 as printed gives r²(t) at full batch", TK, "coherent", whole));
        all.add(eq17("DRIVEN-FULL", "Eq. 17 driven by r²|v|² gives r²(t) at full batch", OURS, "driven", whole));
        all.add(eq17("DESCENT", "Without momentum Eq. 17 gives r²(t)", TK, "coherent", still));
        all.add(eq17("PRINTED-GRID", "Eq. 17 as printed gives r²(t) of the grid", TK, "coherent", large));
        all.add(eq17("WHITE-GRID", "Eq. 17 with K = 1/(1−β²) gives it", OURS, "white", large));
        all.add(eq17("DRIVEN-GRID", "Eq. 17 driven by r²|v|² gives it", OURS, "driven", large));
        all.add(new Claim(
                "N-RMSPROP",
                "Eq. 18, RMSProp with one G per filter, is Eq. 17 under ρ = 1 − 4hk/(1−β)",
                TK,
                ratio(
                        "ln of r² of Eq. 18 over r² of Eq. 17, perceptrons with batch norm, every batch size and β",
                        values(List.of(BATCH), run -> true, ChargeRun.RMSPROP),
                        RMSPROP)));
        all.add(new Claim(
                "N-STEADY.ANGLE",
                "At rest the angle per update is sqrt(2hk/(1+β)), whatever K",
                TK + " §5 and docs/theory.md",
                ratio(
                        "ln of the mean square angle over 2hk/(1+β), last quarter of perceptrons and of the grid, where"
                                + " r⁴ has relaxed " + Rest.RELAXATIONS + " times, r² changes by less than "
                                + Rest.LARGEST_CHANGE + " % and ρ < " + power(Rest.STEADY_VIOLATION) + " |w||g|",
                        atRest(ChargeRun.ANGLE),
                        ROUGH)));
        all.add(new Claim(
                "N-STEADY.NORM",
                "At rest r⁴ = η(1+β)K|ĝ|²/(2k) with the measured K",
                OURS,
                ratio(
                        "ln of η(1+β)|v|²/(2k), which is that formula over r², over the measured r², same layers",
                        atRest(ChargeRun.NORM),
                        CLOSE)));
    }

    /// Some runs of an arm, in words that are part of a claim.
    private record Runs(String words, Arm arm, Predicate<RunEvidence> which) {}

    private static Claim eq17(String id, String statement, String source, String version, Runs runs) {
        return new Claim(
                "N-EQ17." + id,
                statement,
                source,
                ratio(
                        "ln of predicted over measured r² at the last step, mean over the layers, " + runs.words,
                        values(List.of(runs.arm), runs.which, ChargeRun.EQ17 + version),
                        ROUGH));
    }

    private void learning(List<Claim> all) {
        Corner fast = new Corner(grid.largestRate(), grid.largestMomentum());
        Corner slow = new Corner(grid.smallestRate(), 0);
        String large = "η = " + fast.rate + ", β = " + fast.momentum;
        String small = "η = " + slow.rate + ", β = 0";
        all.add(new Claim(
                "N-KSB.LARGE",
                "Free norms learn better than frozen ones at large η and β",
                TK + " Fig. 3",
                new MeanOverSeeds(
                        "test accuracy with free less with frozen norms, last step, " + large + ", every k",
                        againstFrozen(fast, (free, frozen) -> accuracy(free) - accuracy(frozen)),
                        new Decision(0, 0),
                        "Supported when the interval is above 0, refuted when it is below 0.",
                        evidence -> diverged(fast, evidence))));
        all.add(new Claim(
                "N-KSB.SMALL",
                "At small η and without momentum it makes no difference",
                TK + " Fig. 3; that " + CLOSE + " % of the loss is no difference is ours",
                ratio(
                        "ln of the test loss with frozen over that with free norms, last step, " + small + ", every k",
                        againstFrozen(
                                slow,
                                (free, frozen) -> Math.log(
                                        number(frozen, ChargeRun.TEST_LOSS) / number(free, ChargeRun.TEST_LOSS))),
                        CLOSE,
                        evidence -> diverged(slow, evidence))));
        all.add(new Claim(
                "N-INITIAL.LOSS",
                "Scaling the filters at initialisation leaves the loss",
                TK + " Fig. 1",
                new IdentityHolds(
                        "The training loss at step 0 is that of unscaled filters, but for ε.",
                        Map.of(TanakaResiduals.INITIAL, TanakaResiduals.INITIAL_BOUND))));
        all.add(new Claim(
                "N-INITIAL.DYNAMICS",
                "Scaling the filters at initialisation changes the learning dynamics",
                TK + " Fig. 1; that " + CLOSE + " % is a change is ours",
                new MeanOverSeeds(
                        "|ln of the last training loss with scaled over that with unscaled filters|, factors "
                                + plain(TanakaPlan.SCALES.getFirst()) + " and " + plain(TanakaPlan.SCALES.getLast()),
                        TanakaClaims::scaledLosses,
                        new Decision(ratio(CLOSE), ratio(CLOSE)),
                        "Supported when the interval is above ln " + factor(CLOSE) + ", refuted when it is below.")));
    }

    private void attention(List<Claim> all) {
        all.add(new Claim(
                "N-ATTENTION.DESCENT",
                "Under gradient descent the charges of attention drift O(η) per unit time",
                OURS,
                new MeanOverSeeds(
                        "log₂ of the drift at η over the drift at η/2 after the same time, k = 0, three models",
                        orders(DESCENT, HALF_DESCENT),
                        new Equivalence(1 - ORDER, 1 + ORDER),
                        "Supported when the interval lies within 1 ± " + ORDER + ", refuted when it lies outside.")));
        all.add(new Claim(
                "N-ATTENTION.ADAM",
                "Under Adam they drift O(1) per unit time, however small η",
                OURS,
                new MeanOverSeeds(
                        "log₂ of the drift at η over the drift at η/2 after the same time, AdamW without decay, three models",
                        orders(ADAM, HALF_ADAM),
                        new Equivalence(-ORDER, ORDER),
                        "Supported when the interval lies within ±" + ORDER + ", refuted when it lies outside.")));
        all.add(new Claim(
                "N-ATTENTION.KEY-BIAS",
                "Without rotary positions the key bias, whose gradient is zero, drifts under Adam in single precision",
                OURS,
                new MeanOverSeeds(
                        "ln of its drift over ηn, the farthest that Adam's steps reach, AdamW at both rates, verma",
                        values(List.of(ADAM, HALF_ADAM), run -> true, ChargeRun.KEY_DRIFT),
                        new Decision(Math.log(DRIFTING), Math.log(DRIFTING)),
                        "Supported when the interval is above ln " + DRIFTING + ", refuted when it is below.")));
        all.add(new Claim(
                "N-ROTATION",
                "Angular momentum is multiplied by β in a step, for every η, k and δ; from rest it stays 0",
                OURS,
                new IdentityHolds(
                        "In double precision from a start in motion, and in the runs from rest but for single precision.",
                        rotations())));
    }

    /// In the order of the words, which are the claim's identity; a `Map.of` has another one in every process.
    private static Map<String, Double> rotations() {
        Map<String, Double> bounds = new LinkedHashMap<>();
        bounds.put(TanakaResiduals.ROTATION_LAW, TanakaResiduals.LAW_BOUND);
        bounds.put(TanakaResiduals.ROTATION, TanakaResiduals.ROTATION_BOUND);
        return bounds;
    }

    private static Prediction ratio(String quantity, Function<Evidence, List<SeedValue>> values, int perCent) {
        return ratio(quantity, values, perCent, evidence -> List.of());
    }

    private static Prediction ratio(
            String quantity,
            Function<Evidence, List<SeedValue>> values,
            int perCent,
            Function<Evidence, List<Detail>> remarks) {
        return new MeanOverSeeds(
                quantity,
                values,
                new Equivalence(-ratio(perCent), ratio(perCent)),
                "Supported when the interval lies within " + perCent + " % of 0, refuted when it lies outside.",
                remarks);
    }

    private static double factor(int perCent) {
        return (100 + perCent) / 100.0;
    }

    /// ln of a ratio that is so much larger than 1.
    private static double ratio(int perCent) {
        return Math.log(factor(perCent));
    }

    /// A power of ten as `1e-3`.
    private static String power(double value) {
        return "1e" + Math.round(Math.log10(value));
    }

    private static Function<Evidence, List<SeedValue>> values(
            List<Arm> arms, Predicate<RunEvidence> which, String number) {
        return evidence -> evidence.runs(arms.toArray(Arm[]::new)).stream()
                .filter(which)
                .map(run -> new SeedValue(run.seed(), setting(run), number(run, number), List.of(run.run())))
                .toList();
    }

    /// The layers that a number is the mean of belong to its setting: they need not be at rest in every seed.
    private static Function<Evidence, List<SeedValue>> atRest(String number) {
        return evidence -> evidence.runs(BATCH, FREE).stream()
                .map(run -> {
                    List<String> layers = NormFigures.atRest(run);
                    String setting = setting(run) + (layers.isEmpty() ? "" : ", " + String.join(" and ", layers));
                    return new SeedValue(run.seed(), setting, number(run, number), List.of(run.run()));
                })
                .toList();
    }

    private static String setting(RunEvidence run) {
        int batch = (int) batch(run);
        return String.format(
                Locale.ROOT,
                "%s, batch %s, η = %s, β = %s, k = %s",
                run.arm().title(),
                batch == 0 ? "all" : String.valueOf(batch),
                number(run, ChargeRun.RATE),
                momentum(run),
                number(run, RunEvidence.WEIGHT_DECAY));
    }

    private static Function<Evidence, List<SeedValue>> againstFrozen(
            Corner corner, ToDoubleBiFunction<RunEvidence, RunEvidence> value) {
        return evidence -> evidence.runs(FREE).stream()
                .filter(run -> isRate(run, corner.rate) && momentum(run) == corner.momentum)
                .flatMap(free -> evidence.runs(FROZEN).stream()
                        .filter(frozen -> frozen.seed() == free.seed() && isSameRule(frozen, free))
                        .map(frozen -> new SeedValue(
                                free.seed(),
                                "k = " + number(free, RunEvidence.WEIGHT_DECAY),
                                value.applyAsDouble(free, frozen),
                                List.of(free.run(), frozen.run()))))
                .toList();
    }

    /// A part of the grid, with every k.
    private record Corner(double rate, double momentum) {

        boolean has(Excluded run) {
            return run.number(ChargeRun.RATE) == rate && run.number(ChargeRun.MOMENTUM) == momentum;
        }
    }

    /// Pairs of free and frozen norms that cannot be compared because one of both ended early.
    private static List<Detail> diverged(Corner corner, Evidence evidence) {
        List<Detail> details = new ArrayList<>();
        for (Arm arm : List.of(FREE, FROZEN)) {
            int lost = (int) evidence.excluded().stream()
                    .filter(run -> run.arm().equals(arm) && corner.has(run))
                    .count();
            if (lost > 0) {
                details.add(Detail.of(
                        "runs that diverged with " + arm.title()
                                + "s: their pairs are not in the means, which speak too" + " well of " + arm.title()
                                + "s",
                        lost,
                        lost));
            }
        }
        return details;
    }

    static boolean isSameRule(RunEvidence one, RunEvidence other) {
        return isRate(one, number(other, ChargeRun.RATE))
                && momentum(one) == momentum(other)
                && number(one, RunEvidence.WEIGHT_DECAY) == number(other, RunEvidence.WEIGHT_DECAY);
    }

    private static List<SeedValue> scaledLosses(Evidence evidence) {
        List<SeedValue> values = new ArrayList<>();
        for (RunEvidence run : evidence.runs(SCALED)) {
            double scale = number(run, ChargeRun.SCALE);
            evidence.runs(SCALED).stream()
                    .filter(other -> scale != 1 && number(other, ChargeRun.SCALE) == 1 && other.seed() == run.seed())
                    .map(other -> new SeedValue(
                            run.seed(),
                            "factor " + scale,
                            Math.abs(Math.log(number(run, ChargeRun.TRAIN_LOSS) / number(other, ChargeRun.TRAIN_LOSS))),
                            List.of(run.run(), other.run())))
                    .forEach(values::add);
        }
        return values;
    }

    private static Function<Evidence, List<SeedValue>> orders(Arm arm, Arm half) {
        return pairs(
                arm,
                half,
                (run, other) -> (number(run, ChargeRun.DRIFT) - number(other, ChargeRun.DRIFT)) / Math.log(2));
    }

    private static Function<Evidence, List<SeedValue>> pairs(
            Arm arm, Arm partner, ToDoubleBiFunction<RunEvidence, RunEvidence> value) {
        return evidence -> evidence.runs(arm).stream()
                .flatMap(run -> evidence.partner(run, partner).stream()
                        .map(other -> new SeedValue(
                                run.seed(),
                                "model at p = " + run.modulus(),
                                value.applyAsDouble(run, other),
                                List.of(run.run(), other.run()))))
                .toList();
    }

    static double number(RunEvidence run, String name) {
        return run.number(name).orElse(Double.NaN);
    }

    static double momentum(RunEvidence run) {
        return number(run, ChargeRun.MOMENTUM);
    }

    private static double batch(RunEvidence run) {
        return number(run, ChargeRun.BATCH);
    }

    static boolean isRate(RunEvidence run, double rate) {
        return number(run, ChargeRun.RATE) == rate;
    }

    static double accuracy(RunEvidence run) {
        double[] values = run.series(RunEvidence.TEST_ACCURACY).values();
        return values[values.length - 1];
    }
}
