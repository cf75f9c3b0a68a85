// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.sequence;

import calorimeter.engine.random.Seed;

/// Where rows of tokens come from. All have one length, and each has a class.
public sealed interface SequenceSource permits SequenceRule, TokenFile {

    /// Tokens of a row: the positions of a model, and the keys that its last query sees.
    int length();

    /// Number of distinct tokens.
    int vocabulary();

    /// Number of classes.
    int classes();

    /// Number of rows.
    int examples();

    /// How many rows it gives to training; 0 where it does not say which.
    default int trained() {
        return 0;
    }

    /// All rows; those of a rule are drawn by the seed.
    ///
    /// @throws calorimeter.engine.data.image.DataException when they are in a file that cannot be read
    LabelledRows rows(Seed seed);
}
