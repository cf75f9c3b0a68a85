// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.kim2026;

import calorimeter.papers.campaign.Size;
import calorimeter.papers.claim.Arm;
import java.util.List;
import java.util.stream.LongStream;

/// How many of what [KimReproduction] runs, and the arms it has beside its main runs and their pilot.
///
/// @param primes of the main grid, preset `nanda`
/// @param seeds of each prime; those of p are 1000 p, 1000 p + 1, …, so that no two primes share initial weights
/// @param changedPrimes among the primes, those with interventions and controls
/// @param secondPrime modulus of the second architecture, preset `pandey`
/// @param secondSeeds of it
/// @param fractions that the pilot tries
/// @param pilotSeeds disjoint from the others
/// @param budget most steps of a run of the main grid
/// @param secondBudget most steps of the second architecture
/// @param tempers whether attention's temperature is turned, see [Tempering]
record KimGrid(
        List<Integer> primes,
        int seeds,
        List<Integer> changedPrimes,
        int secondPrime,
        int secondSeeds,
        List<Double> fractions,
        List<Long> pilotSeeds,
        int budget,
        int secondBudget,
        boolean tempers) {

    static final Arm SECOND_MODEL = new Arm("SECOND_MODEL", "second model", Arm.Role.JUDGED);

    /// Null: the main runs without weight decay.
    static final Arm NO_DECAY = new Arm("NO_DECAY", "null: weight decay 0", Arm.Role.JUDGED);

    /// Null: the main runs with every answer drawn at random.
    static final Arm RANDOM_LABELS = new Arm("RANDOM_LABELS", "null: random labels", Arm.Role.JUDGED);

    /// Null: the main runs with a train fraction below grokking.
    static final Arm FEW_DATA = new Arm("FEW_DATA", "null: train fraction 0.2", Arm.Role.JUDGED);

    static final double FEW = 0.2;

    static final List<Arm> NULLS = List.of(NO_DECAY, RANDOM_LABELS, FEW_DATA);

    /// Interventions: one setting of the main runs changed.
    static final Arm HALF_RATE = new Arm("HALF_RATE", "learning rate 5e-4", Arm.Role.JUDGED);

    static final Arm LONG_MEMORY = new Arm("LONG_MEMORY", "β₂ = 0.999", Arm.Role.JUDGED);

    static final List<Arm> INTERVENTIONS = List.of(HALF_RATE, LONG_MEMORY);

    /// Control: (a, b) and (b, a) on the same side of the split.
    static final Arm UNORDERED = new Arm("UNORDERED", "control: unordered split", Arm.Role.JUDGED);

    /// The state before training at several head sizes, the same at every size of the experiment.
    static final Arm HEAD_SIZES = new Arm("HEAD_SIZES", "head sizes at initialisation", Arm.Role.SHARED);

    private static final List<Double> FRACTIONS = List.of(0.3, 0.4, 0.5, 0.6, 0.7);
    private static final List<Long> PILOT_SEEDS = List.of(1001L, 1002L);

    KimGrid {
        primes = List.copyOf(primes);
        changedPrimes = List.copyOf(changedPrimes);
        fractions = List.copyOf(fractions);
        pilotSeeds = List.copyOf(pilotSeeds);
        if (tempers && !primes.contains(Tempering.PRIME)) {
            throw new IllegalArgumentException(
                    "temperatures are turned at p = " + Tempering.PRIME + " but the main grid has only " + primes);
        }
        if (!primes.containsAll(changedPrimes)) {
            throw new IllegalArgumentException(
                    "interventions are planned at " + changedPrimes + " but the main grid has only " + primes);
        }
    }

    /// A null's kind, without the word.
    static String kind(Arm of) {
        return of.title().replace("null: ", "");
    }

    /// So many seeds of a prime.
    static List<Long> seeds(int prime, int count) {
        return LongStream.range(1000L * prime, 1000L * prime + count).boxed().toList();
    }

    /// The grid as a design declares it. These characters are identities in stores: none may change.
    String words() {
        return "second edition: KimGrid[primes=" + primes + ", seeds=" + seeds + ", changedPrimes=" + changedPrimes
                + ", secondPrime=" + secondPrime + ", secondSeeds=" + secondSeeds + ", fractions=" + fractions
                + ", pilotSeeds=" + pilotSeeds + ", budget=" + budget + ", secondBudget=" + secondBudget + "]";
    }

    static KimGrid of(Size size) {
        return switch (size) {
            // Groups this small do not generalise below one half within the budget. Everything has to end
            // within a quarter of an hour on two cores, hence one pilot seed.
            case QUICK ->
                new KimGrid(
                        List.of(29, 31),
                        4,
                        List.of(29),
                        23,
                        2,
                        List.of(0.5, 0.6, 0.7),
                        List.of(1001L),
                        8_000,
                        2_000,
                        false);
            case STANDARD ->
                new KimGrid(
                        List.of(29, 31, 37),
                        10,
                        List.of(29),
                        23,
                        4,
                        List.of(0.5, 0.6, 0.7),
                        PILOT_SEEDS,
                        20_000,
                        8_000,
                        true);
            case FULL ->
                new KimGrid(
                        List.of(19, 23, 29, 31, 37, 43, 53, 61, 71, 79, 89, 97, 101, 109, 113),
                        20,
                        List.of(31, 53, 79, 113),
                        97,
                        10,
                        FRACTIONS,
                        PILOT_SEEDS,
                        40_000,
                        70_000,
                        true);
        };
    }
}
