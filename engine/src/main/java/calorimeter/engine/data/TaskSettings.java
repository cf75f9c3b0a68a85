// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import calorimeter.engine.random.Seed;

/// What is learned, complete: equal settings and seed give the same examples and the same split.
public sealed interface TaskSettings permits OperationTask, ImageTask, SequenceTask {

    /// Number of answers.
    int classes();

    /// All examples, and their split.
    ///
    /// @throws calorimeter.engine.data.image.DataException when the examples are files that cannot be read
    Dataset<?> dataset(Seed seed);

    /// Looks whether the examples can be had, before anything is begun that needs them.
    ///
    /// @throws calorimeter.engine.data.image.DataException as [#dataset] does
    void requireData();

    /// How many of them are for training.
    int trainingExamples(Seed seed);

    /// @throws IllegalArgumentException if a model that reads tokens in these numbers cannot learn the task
    void requireTokens(int vocabulary, int classes, int sequence);

    /// @throws IllegalArgumentException if a model that reads such images cannot learn the task
    void requireImages(int height, int width, int channels, int classes);
}
