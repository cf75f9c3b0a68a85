// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.positions;

/// A way to tell attention where tokens stand. Each can act at three places and leaves the others alone:
///
/// 1. a *code* vector added to the content before it is projected (learned, sinusoidal);
/// 2. a *turn* of the projected query and key (rotary);
/// 3. a *bias* added to the energy (linear).
public sealed interface PositionalEncoding permits NoPositions, Rotary, Sinusoidal, Learned, LinearBias {

    /// Such as "rotary".
    String name();

    /// The vector of `width` components added to the content at `position`.
    ///
    /// @throws IllegalArgumentException if this encoding has no code of that width at that position
    default double[] code(int position, int width) {
        return new double[width];
    }

    /// Turns a projected query or key at `position`, in place.
    ///
    /// @throws IllegalArgumentException if the vector has a length this encoding cannot turn
    default void turn(double[] projected, int position) {}

    /// Added to the energy of the key; in units of energy, that is −1/β times what is added to the scaled
    /// score.
    default double bias(int queryPosition, int keyPosition) {
        return 0;
    }
}
