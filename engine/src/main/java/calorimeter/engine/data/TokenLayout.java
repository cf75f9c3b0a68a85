// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

/// How a problem is written as tokens. Operands are tokens 0 … p − 1; what follows them is numbered from p.
public enum TokenLayout {
    /// (a, b, =)
    OPERANDS_EQUALS,
    /// (a, ∘, b, =)
    OPERANDS_OPERATOR_EQUALS,
    /// (a, b)
    OPERANDS;

    public int sequence() {
        return 2 + marks();
    }

    /// Tokens besides the operands.
    int marks() {
        return switch (this) {
            case OPERANDS -> 0;
            case OPERANDS_EQUALS -> 1;
            case OPERANDS_OPERATOR_EQUALS -> 2;
        };
    }
}
