// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.settings;

import static calorimeter.engine.range.OutOfRangeException.require;

/// How scores become the weights of attention: which entropy S they maximise, ⟨s⟩ + S, and so which family
/// the operator is from. Softmax is a member of every family.
///
/// The order of a family is a function of its *deformation* t in (−1, 1), which is 0 for softmax:
///
///     Tsallis     α = 1 + t   s = (p − p^α)/(α(α − 1)), α-entmax (arXiv:1905.05702), at α = 2 sparsemax
///     Kaniadakis  κ = t       s = −(p^(1+κ) − p^(1−κ))/(2κ)
///     Abe         q = 10^t    s = −(p^q − p^(1/q))/(q − 1/q)
public enum AttentionKind {
    SOFTMAX,
    TSALLIS,
    KANIADAKIS,
    ABE;

    private static final double LARGEST_Q = 10;

    void requireOrder(double order) {
        switch (this) {
            case SOFTMAX ->
                require(
                        Double.isNaN(order),
                        "order",
                        order,
                        "none for softmax, which has no order: --attention tsallis, kaniadakis or abe has one");
            case TSALLIS ->
                require(
                        order > 0 && order <= 2,
                        "order",
                        order,
                        "α in (0, 2] for tsallis: beyond 2 weights have infinite slopes where a key becomes empty");
            case KANIADAKIS -> require(Math.abs(order) < 1, "order", order, "κ in (-1, 1) for kaniadakis");
            case ABE -> require(order >= 1 / LARGEST_Q && order <= LARGEST_Q, "order", order, "q in [0.1, 10] for abe");
        }
    }

    /// An order that is trained must begin inside its range; and not at softmax where the order enters as a
    /// square, or it would never leave.
    void requireTrainable(double order) {
        double t = deformation(order);
        require(
                Math.abs(t) < 1 && (this == TSALLIS || t != 0),
                "order",
                order,
                "inside its range where it is trained, and not that of softmax for kaniadakis and abe: it would have no"
                        + " gradient there");
    }

    /// t.
    public double deformation(double order) {
        return switch (this) {
            case SOFTMAX -> 0;
            case TSALLIS -> order - 1;
            case KANIADAKIS -> order;
            case ABE -> StrictMath.log(order) / StrictMath.log(LARGEST_Q);
        };
    }

    /// The inverse of [#deformation]; NaN for softmax.
    public double order(double deformation) {
        return switch (this) {
            case SOFTMAX -> Double.NaN;
            case TSALLIS -> 1 + deformation;
            case KANIADAKIS -> deformation;
            case ABE -> StrictMath.pow(LARGEST_Q, deformation);
        };
    }
}
