// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.sequence.LabelledRows;
import calorimeter.engine.data.sequence.SequenceSource;
import calorimeter.engine.data.sequence.TokenFile;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.Arrays;
import java.util.stream.IntStream;

/// Sequences of tokens of one length, each with a class.
///
/// @param trainFraction share of the rows used for training, rounded down; must leave neither side empty. Not read
///     where a file says which rows are for training
/// @param randomLabels every row's class is drawn at random instead
public record SequenceTask(SequenceSource source, double trainFraction, boolean randomLabels) implements TaskSettings {

    public SequenceTask {
        if (source.trained() == 0) {
            require(
                    trainFraction > 0 && trainFraction < 1,
                    "train fraction",
                    trainFraction,
                    "strictly between 0 and 1");
            int trained = (int) Math.floor(trainFraction * source.examples());
            if (trained == 0) {
                throw new IllegalArgumentException("train fraction is " + trainFraction
                        + " but leaves no training example of " + source.examples());
            }
        }
    }

    /// Whether [#trainFraction] says which rows are for training.
    public boolean isDealt() {
        return source.trained() == 0;
    }

    @Override
    public int classes() {
        return source.classes();
    }

    @Override
    public Dataset<TokenSequences> dataset(Seed seed) {
        LabelledRows rows = source.rows(seed);
        boolean[] trained = rows.trained().orElseGet(() -> deal(seed.child("split")));
        int[] labels = randomLabels ? drawn(seed.child("labels").stream()) : rows.labels();
        return new Dataset<>(
                new TokenSequences(source.length(), rows.tokens(), labels),
                select(trained, true),
                select(trained, false),
                rows.groups().orElse(null),
                rows.sha256().orElse(null));
    }

    /// Shuffles the rows and gives the first share to training.
    private boolean[] deal(Seed seed) {
        int[] rows = IntStream.range(0, source.examples()).toArray();
        seed.stream().shuffle(rows);
        boolean[] trained = new boolean[rows.length];
        for (int row : Arrays.copyOf(rows, trainingExamples())) {
            trained[row] = true;
        }
        return trained;
    }

    private int[] drawn(RandomStream stream) {
        return IntStream.range(0, source.examples())
                .map(row -> stream.nextInt(classes()))
                .toArray();
    }

    private static int[] select(boolean[] trained, boolean wanted) {
        return IntStream.range(0, trained.length)
                .filter(row -> trained[row] == wanted)
                .toArray();
    }

    @Override
    public void requireData() {
        if (source instanceof TokenFile file) {
            file.requireUnchanged();
        }
    }

    /// How many rows are for training.
    public int trainingExamples() {
        return isDealt() ? (int) Math.floor(trainFraction * source.examples()) : source.trained();
    }

    @Override
    public int trainingExamples(Seed seed) {
        return trainingExamples();
    }

    @Override
    public void requireTokens(int vocabulary, int classes, int sequence) {
        if (vocabulary != source.vocabulary() || classes != classes() || sequence != source.length()) {
            throw new IllegalArgumentException("the model has vocabulary " + vocabulary + ", " + classes
                    + " classes and " + sequence + " positions, but the task needs " + source.vocabulary() + ", "
                    + classes() + " and " + source.length());
        }
    }

    @Override
    public void requireImages(int height, int width, int channels, int classes) {
        throw new IllegalArgumentException("the model reads images, but the task has tokens");
    }
}
