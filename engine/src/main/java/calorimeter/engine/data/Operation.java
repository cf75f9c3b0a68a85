// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

/// The law whose table a model learns. Modular operations act on {0, …, p − 1}; composition acts on the 120
/// permutations of five things, numbered in lexicographic order.
public enum Operation {
    ADD("+"),
    SUBTRACT("-"),
    MULTIPLY("*"),
    /// a · b⁻¹ modulo a prime p, b ≠ 0.
    DIVIDE("/"),
    /// a² + b².
    SUM_OF_SQUARES("a^2+b^2"),
    /// a² + ab + b².
    QUADRATIC_FORM("a^2+ab+b^2"),
    /// (a ∘ b)(i) = a(b(i)) in the symmetric group S₅.
    COMPOSE("S5");

    private final String symbol;

    Operation(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /// Whether (a, b) and (b, a) always have the same answer.
    public boolean commutative() {
        return switch (this) {
            case ADD, MULTIPLY, SUM_OF_SQUARES, QUADRATIC_FORM -> true;
            case SUBTRACT, DIVIDE, COMPOSE -> false;
        };
    }

    /// Whether the operands are the residues modulo p, so that functions on them have a Fourier spectrum.
    public boolean cyclic() {
        return this != COMPOSE;
    }

    /// The answer to (a, b); for [#COMPOSE] the modulus is ignored.
    public int apply(int a, int b, int modulus) {
        long p = modulus;
        return switch (this) {
            case ADD -> (int) ((a + (long) b) % p);
            case SUBTRACT -> (int) ((a - (long) b + p) % p);
            case MULTIPLY -> (int) ((long) a * b % p);
            case DIVIDE -> (int) (a * inverse(b, p) % p);
            case SUM_OF_SQUARES -> (int) (((long) a * a + (long) b * b) % p);
            case QUADRATIC_FORM -> (int) (((long) a * a + (long) a * b + (long) b * b) % p);
            case COMPOSE -> PermutationGroup.compose(a, b);
        };
    }

    /// b⁻¹ = b^(p − 2) modulo a prime p (Fermat).
    private static long inverse(long b, long p) {
        long result = 1;
        long power = b % p;
        for (long exponent = p - 2; exponent > 0; exponent >>= 1) {
            if ((exponent & 1) == 1) {
                result = result * power % p;
            }
            power = power * power % p;
        }
        return result;
    }
}
