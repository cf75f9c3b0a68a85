// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.attention;

/// The free energy of one row as a function of its moment instead of its query, the Legendre transform
///
///     Γ(M) = F(q) + q·M at the q whose moment is M,   ∂Γ/∂M = q,   Γ″ = α⁻¹
///
/// since M = −∂F/∂q: the more easily a row polarises, the flatter Γ. M must lie inside the hull of the keys,
/// and the keys must span their space, else no query or many have it.
public final class EffectiveAction {

    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-14;

    private final double[][] keys;
    private final double beta;

    /// @param keys n × d, copied
    public EffectiveAction(double[][] keys, double beta) {
        this.keys = new double[keys.length][];
        for (int j = 0; j < keys.length; j++) {
            this.keys[j] = keys[j].clone();
        }
        this.beta = beta;
    }

    /// The query whose moment is M, by Newton's method on Γ's gradient, with steps halved while they lead
    /// away.
    ///
    /// @throws IllegalArgumentException if M is not reached: it lies on or outside the hull of the keys
    public double[] query(double[] moment) {
        double[] query = new double[moment.length];
        DipoleResponse dipole = dipole(query);
        double[] rest = sum(moment, dipole.moment(), -1);
        double miss = norm(rest);
        double scale = 1 + norm(moment);
        for (int step = 0; step < MOST_STEPS && miss > TOLERANCE * scale; step++) {
            double[] direction = solved(dipole, rest);
            double[] moved = query;
            double left = miss;
            // Far outside the hull α underflows and no step is left.
            double longest = Double.isFinite(norm(direction)) ? 1 : 0;
            for (double length = longest; length > 1e-10 && !(left < miss); length *= 0.5) {
                moved = sum(query, direction, length);
                dipole = dipole(moved);
                rest = sum(moment, dipole.moment(), -1);
                left = norm(rest);
            }
            if (!(left < miss)) {
                break;
            }
            query = moved;
            miss = left;
        }
        if (!(miss <= 1e-9 * scale)) {
            throw new IllegalArgumentException("no query has the moment asked for: the nearest misses it by " + miss
                    + "; it must lie inside the hull of the keys");
        }
        return query;
    }

    /// Γ(M).
    public double value(double[] moment) {
        double[] query = query(moment);
        double[] scores = new double[keys.length];
        for (int j = 0; j < keys.length; j++) {
            scores[j] = beta * dot(query, keys[j]);
        }
        return AttentionRow.state(scores, beta).freeEnergy() + dot(query, moment);
    }

    private DipoleResponse dipole(double[] query) {
        return FieldResponse.of(query, keys, beta).dipole();
    }

    /// α⁻¹v by conjugate gradients, exact after d steps.
    private static double[] solved(DipoleResponse dipole, double[] v) {
        double[] solution = new double[v.length];
        double[] rest = v.clone();
        double[] direction = v.clone();
        for (int step = 0; step < 2 * v.length && norm(rest) > 1e-15 * norm(v); step++) {
            double[] image = dipole.times(direction);
            double length = dot(rest, rest) / dot(direction, image);
            solution = sum(solution, direction, length);
            double[] next = sum(rest, image, -length);
            direction = sum(next, direction, dot(next, next) / dot(rest, rest));
            rest = next;
        }
        return solution;
    }

    private static double[] sum(double[] a, double[] b, double factor) {
        double[] sum = a.clone();
        for (int i = 0; i < a.length; i++) {
            sum[i] += factor * b[i];
        }
        return sum;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static double norm(double[] a) {
        return Math.sqrt(dot(a, a));
    }
}
