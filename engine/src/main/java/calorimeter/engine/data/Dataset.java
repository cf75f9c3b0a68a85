// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import calorimeter.engine.data.sequence.Groups;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A table of examples and how they are dealt to training and test.
///
/// @param <E> what an example is
public final class Dataset<E extends Examples> {

    private final E examples;
    private final int[] train;
    private final int[] test;
    private final @Nullable Groups groups;
    private final @Nullable String filesSha256;

    /// @param train numbers of the training examples, increasing
    /// @param test numbers of the test examples, increasing
    public Dataset(E examples, int[] train, int[] test) {
        this(examples, train, test, null, null);
    }

    /// @param groups as [#groups]
    /// @param filesSha256 as [#filesSha256]; null for examples that a rule makes
    Dataset(E examples, int[] train, int[] test, @Nullable Groups groups, @Nullable String filesSha256) {
        this.examples = examples;
        this.train = train.clone();
        this.test = test.clone();
        this.groups = groups;
        this.filesSha256 = filesSha256;
    }

    public E examples() {
        return examples;
    }

    /// Says from which files the examples come, as
    /// [LabelledImages#sha256][calorimeter.engine.data.image.LabelledImages#sha256]; empty for examples that a rule
    /// makes.
    public Optional<String> filesSha256() {
        return Optional.ofNullable(filesSha256);
    }

    /// Which group each example belongs to; empty where the data do not say.
    public Optional<Groups> groups() {
        return Optional.ofNullable(groups);
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
