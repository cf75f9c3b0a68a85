// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.model;

/// The distribution that the elements of a tensor are drawn from before training.
public sealed interface Initial {

    Initial ZEROS = new Constant(0f);
    Initial ONES = new Constant(1f);

    record Constant(float value) implements Initial {}

    /// Mean 0, and the standard deviation given.
    record Normal(double deviation) implements Initial {}

    /// Uniform between −bound and bound.
    record Uniform(double bound) implements Initial {}
}
