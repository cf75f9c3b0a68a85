// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.computation;

/// What the gradients of a shard of the batch are summed in. Cut into parts that different threads may add.
///
/// @param <S> the implementing type
public interface GradientSums<S extends GradientSums<S>> {

    void clear();

    int parts();

    /// this += other, elementwise, in one of the parts.
    void add(S other, int part);
}
