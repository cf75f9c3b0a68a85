package calorimeter.engine.data;

/// A table of examples and how they are dealt to training and test.
///
/// @param <E> what an example is
public final class Dataset<E extends Examples> {

    private final E examples;
    private final int[] train;
    private final int[] test;

    /// @param train numbers of the training examples, increasing
    /// @param test numbers of the test examples, increasing
    public Dataset(E examples, int[] train, int[] test) {
        this.examples = examples;
        this.train = train.clone();
        this.test = test.clone();
    }

    public E examples() {
        return examples;
    }

    /// Numbers of the training examples, increasing.
    public int[] train() {
        return train.clone();
    }

    /// Numbers of the test examples, increasing.
    public int[] test() {
        return test.clone();
    }
}
