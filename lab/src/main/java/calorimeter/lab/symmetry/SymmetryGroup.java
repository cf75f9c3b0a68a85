package calorimeter.lab.symmetry;

import calorimeter.physics.noether.symmetry.Symmetry;
import java.util.List;

/// Symmetries of one part of a model, for one reason.
///
/// @param name of the part: `layer0.mlp.units`
/// @param reason why the loss does not change, in words
/// @param symmetries at least one
/// @param laws independent conservation laws of gradient flow; as many as charges, unless factors are too thin
public record SymmetryGroup(String name, String reason, List<Symmetry> symmetries, int laws) {

    public SymmetryGroup {
        symmetries = List.copyOf(symmetries);
    }

    /// A group whose charges are independent.
    SymmetryGroup(String name, String reason, List<Symmetry> symmetries) {
        this(
                name,
                reason,
                symmetries,
                symmetries.stream().mapToInt(Symmetry::laws).sum());
    }

    /// Number of its charges.
    public int charges() {
        return symmetries.stream().mapToInt(Symmetry::laws).sum();
    }

    public Symmetry.Family family() {
        return symmetries.getFirst().family();
    }
}
