// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import java.util.Arrays;
import java.util.List;

/// The parts of the theory, in the order of docs/theory.md.
public enum TheoryTopic {
    /// Attention as a canonical ensemble.
    ENSEMBLE("ensemble", "attention as a canonical ensemble"),
    /// Softmax from the free-energy principle.
    INFORMATION("information", "softmax from the free-energy principle"),
    /// Attention from other entropies.
    ENTROPY("entropy", "attention from other entropies"),
    /// Where attention over many keys concentrates.
    CRITICAL_BETA("critical-beta", "critical inverse temperature of attention over n keys"),
    /// What belongs to the number of keys and layers, not to structure.
    SCALING("scaling", "finite size: random energies at every n, mean-field exponents"),
    /// Motion on the information manifold.
    LAGRANGIAN("lagrangian", "Lagrangian flows on the simplex"),
    /// Work, heat and their fluctuations.
    FIRST_LAW("first-law", "first law of information thermodynamics"),
    /// Query as field, keys as dipoles.
    FIELD("field", "field-dipole picture and linear response"),
    /// Positions and symmetry.
    POSITIONS("positions", "positions, symmetry and Goldstone modes"),
    /// Symmetries of the loss and what the learning rule makes of their charges.
    NOETHER("noether", "Noether's learning dynamics"),
    /// Minimising under constraints.
    CONSTRAINTS("constraints", "constraints and multipliers");

    private final String key;
    private final String title;

    TheoryTopic(String key, String title) {
        this.key = key;
        this.title = title;
    }

    /// Short name, as typed by a user.
    public String key() {
        return key;
    }

    /// One line for a heading.
    public String title() {
        return title;
    }

    /// A check of this topic; its full name begins with the topic's key.
    TheoryCheck check(
            String name,
            String statement,
            String system,
            String size,
            String method,
            double tolerance,
            String source,
            TheoryCheck.Residual residual) {
        return new TheoryCheck(this, key + "." + name, statement, system, size, method, tolerance, source, residual);
    }

    /// The topic with this key.
    ///
    /// @throws IllegalArgumentException if there is none
    public static TheoryTopic of(String key) {
        List<String> known = Arrays.stream(values()).map(TheoryTopic::key).toList();
        if (!known.contains(key)) {
            throw new IllegalArgumentException("topic is " + key + " but must be one of " + String.join(", ", known));
        }
        return values()[known.indexOf(key)];
    }
}
