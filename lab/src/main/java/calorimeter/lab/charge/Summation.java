// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.lab.symmetry.SymmetryGroup;
import org.jspecify.annotations.Nullable;

/// Sums the arrays of one step over the blocks of a group, the fast way:
/// [calorimeter.physics.noether.symmetry.Symmetry] has the plain one. In double precision and in an order
/// that depends on nothing but the group.
interface Summation {

    /// @param position q, all parameters of the model
    /// @param buffer   −v, or null without momentum
    /// @param gradient g
    /// @param signed   becomes the sums with the signs of the charge
    /// @param sizes    becomes the sums with plus alone
    void sum(float[] position, float @Nullable [] buffer, float[] gradient, Sums signed, Sums sizes);

    /// Largest |L_ij|/(‖q‖‖v‖) of the last [#sum]; 0 where there is none.
    default double angularMomentum() {
        return 0;
    }

    static Summation of(SymmetryGroup group, ParameterLayout layout) {
        return switch (group.family()) {
            case TRANSLATION -> new TranslationSums(group.symmetries(), layout);
            case SCALE, RESCALE -> new SquareSums(group.symmetries(), layout);
            case MATRIX_RESCALE -> new MatrixSums(group.symmetries(), layout);
            case ROTATION -> throw new IllegalArgumentException("rotations are followed with their matrix rescale");
        };
    }
}
