package calorimeter.engine.data;

/// How a problem is written as tokens. Operands are tokens 0 … p − 1; what follows them is numbered from p.
public enum TokenLayout {
    /// (a, b, =)
    OPERANDS_EQUALS,
    /// (a, ∘, b, =)
    OPERANDS_OPERATOR_EQUALS;

    public int sequence() {
        return this == OPERANDS_EQUALS ? 3 : 4;
    }

    /// Tokens besides the operands.
    int marks() {
        return this == OPERANDS_EQUALS ? 1 : 2;
    }
}
