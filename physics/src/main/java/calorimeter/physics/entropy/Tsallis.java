// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

/// Tsallis's entropy (J. Stat. Phys. 52, 479, 1988) in the normalisation of Peters, Niculae & Martins (ACL
/// 2019, arXiv:1905.05702), for which attention is α-entmax:
///
///     s = (p − p^α)/(α(α − 1))      s′ = (1 − αp^(α−1))/(α(α − 1))      s″ = −p^(α−2)
///     p_j = [(α − 1)(μ − E_j)/T + 1/α]₊^(1/(α−1))
///
/// α = 1 is softmax, α = 2 sparsemax (S is half the Gini index). For α > 1 the slope at zero, 1/(α(α − 1)), is
/// finite and attention sparse; for α < 1 its tail is a power law.
///
/// @param alpha α in (0, 100]; beyond, p^α underflows for ordinary p
public record Tsallis(double alpha) implements GeneralisedEntropy {

    private static final double LARGEST = 100;

    public Tsallis {
        if (!(alpha > 0 && alpha <= LARGEST)) {
            throw new IllegalArgumentException("alpha is " + alpha + " but must lie in (0, " + LARGEST + "]");
        }
    }

    @Override
    public String name() {
        return "Tsallis, alpha = " + alpha;
    }

    @Override
    public double term(double p) {
        return -p * Deformed.exponential(alpha - 1, StrictMath.log(p)) / alpha;
    }

    /// With αp^h = e^(h(ln p + ln(1+h)/h)), h = α − 1.
    @Override
    public double slope(double p) {
        double h = alpha - 1;
        return -Deformed.exponential(h, StrictMath.log(p) + Deformed.logarithm(h, 1)) / alpha;
    }

    @Override
    public double curvature(double p) {
        return -StrictMath.pow(p, alpha - 2);
    }

    @Override
    public double slopeAtZero() {
        return alpha > 1 ? 1 / (alpha * (alpha - 1)) : Double.POSITIVE_INFINITY;
    }

    @Override
    public double occupation(double x) {
        double h = alpha - 1;
        if (x >= slopeAtZero()) {
            return 0;
        }
        // s′(1) = −1/α: below it 1 − αhx could turn negative for h < 0.
        double reduced = Math.max(x, -1 / alpha);
        return Math.min(1, StrictMath.exp(Deformed.logarithm(h, -alpha * reduced) - Deformed.logarithm(h, 1)));
    }
}
