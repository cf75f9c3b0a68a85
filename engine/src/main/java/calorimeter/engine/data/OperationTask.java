// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.random.Seed;
import java.util.Locale;

/// All pairs of operands of an operation, with its answers.
///
/// @param modulus p; ignored by [Operation#COMPOSE], whose operands are the 120 elements of S₅
/// @param trainFraction share of the pairs (ordered or unordered, as `split` says) used for training, rounded
///     down; must leave neither side empty
/// @param randomLabels every pair's answer is drawn at random instead: the null of a task that can only be
///     memorised
public record OperationTask(
        Operation operation, int modulus, TokenLayout layout, Split split, double trainFraction, boolean randomLabels)
        implements TaskSettings {

    /// 4 p² tokens must fit into one array.
    public static final int LARGEST_MODULUS = 5_000;

    public OperationTask {
        require(modulus >= 3, "p", modulus, "an integer of at least 3");
        String largest = "at most " + LARGEST_MODULUS + ", since all p² pairs are kept";
        require(modulus <= LARGEST_MODULUS, "p", modulus, largest);
        require(trainFraction > 0 && trainFraction < 1, "train fraction", trainFraction, "strictly between 0 and 1");
        if (operation == Operation.DIVIDE && !prime(modulus)) {
            throw new IllegalArgumentException("p is " + modulus + " but division needs a prime");
        }
        require(
                split == Split.ORDERED || operation.commutative(),
                "split",
                "unordered",
                "ordered: " + operation.name().toLowerCase(Locale.ROOT)
                        + " is not commutative, so (a, b) and (b, a) are different problems");
        int dealt = dealt(operation, modulus, split);
        int trained = (int) Math.floor(trainFraction * dealt);
        if (trained == 0 || trained == dealt) {
            throw new IllegalArgumentException("train fraction is " + trainFraction + " but leaves "
                    + (trained == 0 ? "no training" : "no test") + " example of " + dealt);
        }
    }

    private static int classes(Operation operation, int modulus) {
        return operation == Operation.COMPOSE ? PermutationGroup.ORDER : modulus;
    }

    private static int dealt(Operation operation, int modulus, Split split) {
        int n = classes(operation, modulus);
        return switch (split) {
            case UNORDERED -> n * (n + 1) / 2;
            case ORDERED -> operation == Operation.DIVIDE ? n * (n - 1) : n * n;
        };
    }

    private static boolean prime(int n) {
        for (int divisor = 2; (long) divisor * divisor <= n; divisor++) {
            if (n % divisor == 0) {
                return false;
            }
        }
        return true;
    }

    /// Number of operands, and of answers.
    @Override
    public int classes() {
        return classes(operation, modulus);
    }

    /// Number of things that the split deals: pairs, or pairs with a ≤ b.
    int dealt() {
        return dealt(operation, modulus, split);
    }

    /// How many of them go to training: at least one, and not all.
    int trained() {
        return (int) Math.floor(trainFraction * dealt());
    }

    @Override
    public Dataset<TokenSequences> dataset(Seed seed) {
        return OperationTable.of(this, seed);
    }

    /// They always can: a rule makes them.
    @Override
    public void requireData() {}

    @Override
    public int trainingExamples(Seed seed) {
        return dataset(seed).train().length;
    }

    public int vocabulary() {
        return classes() + layout.marks();
    }

    @Override
    public void requireTokens(int vocabulary, int classes, int sequence) {
        if (vocabulary != vocabulary() || classes != classes() || sequence != layout.sequence()) {
            throw new IllegalArgumentException("the model has vocabulary " + vocabulary + ", " + classes
                    + " classes and " + sequence + " positions, but the task needs " + vocabulary() + ", "
                    + classes() + " and " + layout.sequence());
        }
    }

    @Override
    public void requireImages(int height, int width, int channels, int classes) {
        throw new IllegalArgumentException("the model reads images, but the task has tokens");
    }
}
