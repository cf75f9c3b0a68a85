// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

/// A table of labelled examples: what a model is trained and tested on. What an example is, besides its label,
/// an implementation says.
public interface Examples {

    int count();

    /// The class of an example.
    int label(int example);
}
