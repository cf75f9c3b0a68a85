package calorimeter.engine.task;

/// A task, complete: equal settings and seed give the same examples and the same split.
///
/// @param modulus p; ignored by [Operation#COMPOSE], whose operands are the 120 elements of S₅
/// @param trainFraction share of the pairs (ordered or unordered, as `split` says) used for training, rounded
///     down
/// @param randomLabels every pair's answer is drawn at random instead: the null of a task that can only be
///     memorised
public record TaskSettings(
        Operation operation, int modulus, TokenLayout layout, Split split, double trainFraction, boolean randomLabels) {

    /// 4 p² tokens must fit into one array.
    public static final int LARGEST_MODULUS = 5_000;

    public TaskSettings {
        if (modulus <= 2) {
            throw new IllegalArgumentException("p is " + modulus + " but must be an integer above 2");
        }
        if (modulus > LARGEST_MODULUS) {
            throw new IllegalArgumentException(
                    "p is " + modulus + " but must be at most " + LARGEST_MODULUS + ", since all p² pairs are kept");
        }
        if (!(trainFraction > 0 && trainFraction < 1)) {
            throw new IllegalArgumentException(
                    "train fraction is " + trainFraction + " but must lie strictly between 0 and 1");
        }
        if (operation == Operation.DIVIDE && !prime(modulus)) {
            throw new IllegalArgumentException("p is " + modulus + " but division needs a prime");
        }
        if (split == Split.UNORDERED && !operation.commutative()) {
            throw new IllegalArgumentException("split is unordered but " + operation.symbol()
                    + " is not commutative: (a, b) and (b, a) are different problems; use ordered");
        }
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
    public int classes() {
        return operation == Operation.COMPOSE ? PermutationGroup.ORDER : modulus;
    }

    public int vocabulary() {
        return classes() + layout.marks();
    }
}
