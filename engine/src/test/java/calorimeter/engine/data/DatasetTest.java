// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.random.Seed;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DatasetTest {

    private static OperationTask task(Operation operation, int p, Split split, double trainFraction) {
        return new OperationTask(operation, p, TokenLayout.OPERANDS_EQUALS, split, trainFraction, false);
    }

    private static OperationTask addition(int p, Split split, double trainFraction) {
        return task(Operation.ADD, p, split, trainFraction);
    }

    private static Dataset<TokenSequences> dataset(OperationTask settings, int seed) {
        return settings.dataset(Seed.of(seed));
    }

    /// The split of Nanda et al.: ⌊0.3 · 113²⌋ = 3830.
    @Test
    void trainingShareIsRoundedDown() {
        Dataset<TokenSequences> dataset = dataset(addition(113, Split.ORDERED, 0.3), 0);
        assertThat(dataset.examples().count()).isEqualTo(12_769);
        assertThat(dataset.train()).hasSize(3830).isSorted();
        assertThat(dataset.test()).hasSize(12_769 - 3830).isSorted();
    }

    @ParameterizedTest
    @EnumSource(Split.class)
    void everyExampleIsDealtOnce(Split split) {
        Dataset<TokenSequences> dataset = dataset(addition(23, split, 0.4), 5);
        int[] both = IntStream.concat(IntStream.of(dataset.train()), IntStream.of(dataset.test()))
                .sorted()
                .toArray();
        assertThat(both).isEqualTo(IntStream.range(0, 23 * 23).toArray());
    }

    @Test
    void unorderedSplitKeepsMirroredPairsTogether() {
        int p = 29;
        for (int seed = 0; seed < 5; seed++) {
            Dataset<TokenSequences> dataset = dataset(addition(p, Split.UNORDERED, 0.3), seed);
            Set<Integer> train =
                    new HashSet<>(IntStream.of(dataset.train()).boxed().toList());
            for (int pair : dataset.train()) {
                assertThat(train).contains(pair % p * p + pair / p);
            }
            // ⌊0.3 · p(p + 1)/2⌋ of the unordered pairs; those with a ≠ b count twice.
            long diagonal = train.stream().filter(pair -> pair / p == pair % p).count();
            assertThat((train.size() - diagonal) / 2 + diagonal).isEqualTo((long) Math.floor(0.3 * p * (p + 1) / 2));
        }
    }

    /// So that the test above could fail: an ordered split does separate them.
    @Test
    void orderedSplitSeparatesMirroredPairs() {
        int p = 29;
        Dataset<TokenSequences> dataset = dataset(addition(p, Split.ORDERED, 0.3), 0);
        Set<Integer> train = new HashSet<>(IntStream.of(dataset.train()).boxed().toList());
        assertThat(train).anyMatch(pair -> !train.contains(pair % p * p + pair / p));
    }

    @ParameterizedTest
    @EnumSource(TokenLayout.class)
    void tokensAndLabelsSpellTheProblem(TokenLayout layout) {
        int p = 7;
        TokenSequences examples = new OperationTask(Operation.SUBTRACT, p, layout, Split.ORDERED, 0.5, false)
                .dataset(Seed.of(0))
                .examples();
        for (int i = 0; i < p * p; i++) {
            int a = i / p;
            int b = i % p;
            int[] expected = switch (layout) {
                case OPERANDS -> new int[] {a, b};
                case OPERANDS_EQUALS -> new int[] {a, b, p};
                case OPERANDS_OPERATOR_EQUALS -> new int[] {a, p, b, p + 1};
            };
            int example = i;
            assertThat(IntStream.range(0, examples.sequence())
                            .map(t -> examples.token(example, t))
                            .toArray())
                    .isEqualTo(expected);
            assertThat(examples.label(i)).isEqualTo(Math.floorMod(a - b, p));
        }
    }

    @Test
    void divisionHasNoExampleWithDivisorZero() {
        int p = 11;
        TokenSequences examples =
                dataset(task(Operation.DIVIDE, p, Split.ORDERED, 0.5), 0).examples();
        assertThat(examples.count()).isEqualTo(p * (p - 1));
        for (int i = 0; i < examples.count(); i++) {
            assertThat(examples.token(i, 1)).isNotZero();
            assertThat(examples.label(i) * examples.token(i, 1) % p).isEqualTo(examples.token(i, 0));
        }
    }

    @Test
    void compositionHasAllPairsOfPermutations() {
        OperationTask settings = task(Operation.COMPOSE, 3, Split.ORDERED, 0.5);
        assertThat(settings.classes()).isEqualTo(120);
        assertThat(dataset(settings, 0).examples().count()).isEqualTo(14_400);
    }

    @Test
    void splitDependsOnTheSeedAlone() {
        OperationTask settings = addition(31, Split.ORDERED, 0.3);
        assertThat(dataset(settings, 4).train()).isEqualTo(dataset(settings, 4).train());
        assertThat(dataset(settings, 4).train())
                .isNotEqualTo(dataset(settings, 5).train());
    }

    /// The null of a task: labels without law, but tokens and split as they would have been. z = 5 for the
    /// share of labels that are right by chance, 1/p.
    @Test
    void randomLabelsChangeNothingElse() {
        int p = 31;
        OperationTask lawful = addition(p, Split.ORDERED, 0.3);
        OperationTask lawless =
                new OperationTask(Operation.ADD, p, TokenLayout.OPERANDS_EQUALS, Split.ORDERED, 0.3, true);
        Dataset<TokenSequences> expected = dataset(lawful, 8);
        Dataset<TokenSequences> actual = dataset(lawless, 8);
        assertThat(actual.train()).isEqualTo(expected.train());
        int n = p * p;
        int agreeing = 0;
        for (int i = 0; i < n; i++) {
            assertThat(actual.examples().token(i, 0)).isEqualTo(i / p);
            assertThat(actual.examples().token(i, 1)).isEqualTo(i % p);
            assertThat(actual.examples().label(i)).isBetween(0, p - 1);
            agreeing += actual.examples().label(i) == expected.examples().label(i) ? 1 : 0;
        }
        double chance = 1.0 / p;
        assertThat((double) agreeing / n).isCloseTo(chance, within(5 * Math.sqrt(chance * (1 - chance) / n)));
    }

    @Test
    void emptySidesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(addition(3, Split.ORDERED, 0.1), 0))
                .withMessageContaining("train fraction is 0.1")
                .withMessageContaining("no training example of 9");
    }

    @Test
    void badSettingsAreNamed() {
        refused(() -> addition(2, Split.ORDERED, 0.3), "p is 2");
        refused(() -> addition(-5, Split.ORDERED, 0.3), "p is -5");
        refused(() -> addition(7, Split.ORDERED, 0), "train fraction is 0.0");
        refused(() -> addition(7, Split.ORDERED, 1), "train fraction is 1.0");
        refused(() -> addition(7, Split.ORDERED, Double.NaN), "train fraction is NaN");
        refused(() -> task(Operation.DIVIDE, 9, Split.ORDERED, 0.3), "p is 9 but division needs a prime");
        refused(() -> task(Operation.SUBTRACT, 7, Split.UNORDERED, 0.3), "not commutative");
        refused(() -> task(Operation.COMPOSE, 7, Split.UNORDERED, 0.3), "not commutative");
    }

    private static void refused(Runnable construction, String message) {
        assertThatIllegalArgumentException().isThrownBy(construction::run).withMessageContaining(message);
    }
}
