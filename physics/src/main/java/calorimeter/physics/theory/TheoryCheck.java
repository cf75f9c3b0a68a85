// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

/// One statement of the theory and a way to try it.
///
/// @param topic     the part of the theory
/// @param name      unique, "topic-key.what", the name docs/theory.md uses
/// @param statement the claim, as an equation where there is one
/// @param system    what it is tried on
/// @param size      how large and how often, such as "n = 64, 200 spectra"
/// @param method    how the residual is computed
/// @param tolerance the largest residual that supports the statement; positive
/// @param source    where the statement comes from
/// @param residual  computes the residual, at least 0; seeded, so it is the same every time
public record TheoryCheck(
        TheoryTopic topic,
        String name,
        String statement,
        String system,
        String size,
        String method,
        double tolerance,
        String source,
        Residual residual) {

    /// Sources of most statements.
    static final String KIM = "G. Kim, arXiv:2602.08216";

    static final String DERIVED = "derived in docs/theory.md";

    /// A number that is 0 when a statement holds exactly.
    @FunctionalInterface
    public interface Residual {
        double measure();
    }

    public TheoryCheck {
        if (!name.startsWith(topic.key() + ".") || name.length() == topic.key().length() + 1) {
            throw new IllegalArgumentException(
                    "the name is " + name + " but must be \"" + topic.key() + ".\" and a word");
        }
        if (!(tolerance > 0) || Double.isInfinite(tolerance)) {
            throw new IllegalArgumentException("tolerance is " + tolerance + " but must be positive and finite");
        }
    }

    /// Tries the statement. A formula so wrong that its own library refuses the result refutes the statement as
    /// well: the residual is then infinite.
    public TheoryResult run() {
        long start = System.nanoTime();
        double measured;
        try {
            measured = residual.measure();
        } catch (IllegalArgumentException refused) {
            measured = Double.POSITIVE_INFINITY;
        }
        return new TheoryResult(this, measured, (System.nanoTime() - start) * 1e-9);
    }
}
