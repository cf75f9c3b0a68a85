// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import calorimeter.physics.noether.symmetry.LawCount;
import calorimeter.physics.noether.symmetry.Symmetries;
import calorimeter.physics.noether.symmetry.Symmetry;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.List;

/// Symmetries of one part of a model, for one reason.
///
/// @param name of the part: `layer0.mlp.units`
/// @param reason why the loss does not change, in words
/// @param symmetries at least one
/// @param laws independent conservation laws of gradient flow; as many as charges, unless factors are too thin
/// @param rotations those of the loss that momentum keeps too: their angular momenta decay by a known factor
public record SymmetryGroup(String name, String reason, List<Symmetry> symmetries, int laws, List<Symmetry> rotations) {

    public SymmetryGroup {
        symmetries = List.copyOf(symmetries);
        rotations = List.copyOf(rotations);
    }

    /// A group whose rotations are those of its matrices.
    SymmetryGroup(String name, String reason, List<Symmetry> symmetries, int laws) {
        this(
                name,
                reason,
                symmetries,
                laws,
                symmetries.stream()
                        .filter(symmetry -> symmetry.family() == Family.MATRIX_RESCALE)
                        .map(Symmetries::rotation)
                        .toList());
    }

    /// A group whose charges are independent.
    SymmetryGroup(String name, String reason, List<Symmetry> symmetries) {
        this(name, reason, symmetries, charges(symmetries));
    }

    public int charges() {
        return charges(symmetries);
    }

    /// Independent laws of gradient descent with momentum, functions of parameters, velocities and time.
    ///
    /// Two for each translation, and the angular momenta of rotations. Scales and rescales have none: the kinetic
    /// energy does not share them.
    public int lawsWithMomentum() {
        int translations = family() == Family.TRANSLATION ? LawCount.translationsWithMomentum(laws) : 0;
        return translations + charges(rotations);
    }

    private static int charges(List<Symmetry> symmetries) {
        return symmetries.stream().mapToInt(Symmetry::laws).sum();
    }

    public Symmetry.Family family() {
        return symmetries.getFirst().family();
    }
}
