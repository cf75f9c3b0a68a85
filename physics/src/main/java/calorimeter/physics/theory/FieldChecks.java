// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static calorimeter.physics.theory.Samples.largestDifference;
import static calorimeter.physics.theory.TheoryCheck.DERIVED;
import static calorimeter.physics.theory.TheoryCheck.KIM;

import calorimeter.physics.attention.AttentionRow;
import calorimeter.physics.attention.DipoleResponse;
import calorimeter.physics.attention.EffectiveAction;
import calorimeter.physics.attention.FieldResponse;
import calorimeter.physics.numeric.SymmetricEigenvalues;
import java.util.List;

/// The field–dipole picture.
final class FieldChecks {

    private static final int KEYS = 20;
    private static final int DIMENSION = 6;
    private static final double BETA = 0.5;

    private FieldChecks() {}

    static List<TheoryCheck> all() {
        return List.of(
                check(
                        "moment",
                        "M = Σ p k = −∂F/∂q",
                        "largest difference from the finite difference of F",
                        1e-10,
                        KIM,
                        FieldChecks::moment),
                check(
                        "polarisability",
                        "α = ∂M/∂q = β Cov_p(k)",
                        "largest difference from the finite difference of M",
                        1e-10,
                        KIM,
                        FieldChecks::polarisability),
                check(
                        "trace",
                        "tr α = β Σ p|k − M|² = Σ_a e_aᵀα e_a",
                        "relative difference of the trace from the diagonal of ∂M/∂q by finite differences",
                        1e-10,
                        KIM,
                        FieldChecks::trace),
                check(
                        "top-eigenvalue",
                        "the largest eigenvalue of α is the response along the direction that polarises most easily",
                        "relative difference from the eigenvalues of ∂M/∂q by finite differences",
                        1e-9,
                        KIM,
                        FieldChecks::topEigenvalue),
                check(
                        "effective-action",
                        "Γ(M) = F + q·M: ∂Γ/∂M = q and αΓ″ = 1",
                        "largest difference of q from the finite difference of Γ, of α·∂q/∂M from 1",
                        1e-8,
                        KIM,
                        FieldChecks::effectiveAction),
                check(
                        "exact-response",
                        "M(q + δq) − M(q) = ⟨r(e^(βr·δq) − 1)⟩/⟨e^(βr·δq)⟩, r = k − M",
                        "largest difference from two moments computed apart, |δq| of order 1 and 100",
                        1e-13,
                        DERIVED,
                        FieldChecks::exactResponse),
                check(
                        "linear-response",
                        "the exact response minus α δq is O(|δq|²)",
                        "difference of the measured order from 2",
                        0.05,
                        KIM,
                        () -> Math.abs(order(false) - 2)),
                check(
                        "second-order-response",
                        "the exact response minus α δq + (β²/2)⟨r(r·δq)²⟩ is O(|δq|³)",
                        "difference of the measured order from 3",
                        0.05,
                        DERIVED,
                        () -> Math.abs(order(true) - 3)));
    }

    private static TheoryCheck check(
            String name,
            String statement,
            String method,
            double tolerance,
            String source,
            TheoryCheck.Residual residual) {
        return TheoryTopic.FIELD.check(
                name,
                statement,
                "Gaussian query and keys",
                "n = " + KEYS + ", d = " + DIMENSION,
                method,
                tolerance,
                source,
                residual);
    }

    private static double[] query() {
        return Samples.gaussian(Samples.random(601), DIMENSION, 1);
    }

    private static double[][] keys() {
        return Samples.gaussian(Samples.random(602), KEYS, DIMENSION, 1);
    }

    private static double[] scores(double[] query, double[][] keys) {
        double[] scores = new double[keys.length];
        for (int j = 0; j < keys.length; j++) {
            for (int a = 0; a < query.length; a++) {
                scores[j] += BETA * query[a] * keys[j][a];
            }
        }
        return scores;
    }

    /// Moment of the keys by softmax and a sum, apart from [FieldResponse].
    private static double[] momentAt(double[] query, double[][] keys) {
        double[] weights = new double[keys.length];
        AttentionRow.state(scores(query, keys), 0, keys.length, BETA, weights);
        double[] moment = new double[query.length];
        for (int j = 0; j < keys.length; j++) {
            for (int a = 0; a < query.length; a++) {
                moment[a] += weights[j] * keys[j][a];
            }
        }
        return moment;
    }

    private static DipoleResponse dipole() {
        return FieldResponse.of(query(), keys(), BETA).dipole();
    }

    private static double moment() {
        double[] slopes = new double[DIMENSION];
        for (int a = 0; a < DIMENSION; a++) {
            int component = a;
            slopes[a] = -Samples.slope(
                    x -> AttentionRow.state(scores(with(component, x), keys()), BETA)
                            .freeEnergy(),
                    query()[a],
                    1e-3);
        }
        return largestDifference(dipole().moment(), slopes);
    }

    private static double polarisability() {
        double[][] matrix = dipole().matrix();
        double largest = 0;
        for (int a = 0; a < DIMENSION; a++) {
            largest = Math.max(largest, largestDifference(matrix[a], momentSlope(a)));
        }
        return largest;
    }

    private static double effectiveAction() {
        EffectiveAction action = new EffectiveAction(keys(), BETA);
        double[] moment = dipole().moment();
        double[][] matrix = dipole().matrix();
        double[] slopes = new double[DIMENSION];
        double largest = 0;
        for (int a = 0; a < DIMENSION; a++) {
            double[] unit = new double[DIMENSION];
            unit[a] = 1;
            slopes[a] = Samples.slope(e -> action.value(Samples.moved(moment, unit, e)), 0, 1e-3);
            double[] bend = new double[DIMENSION];
            for (int b = 0; b < DIMENSION; b++) {
                int row = b;
                bend[b] = Samples.slope(e -> action.query(Samples.moved(moment, unit, e))[row], 0, 1e-3);
            }
            for (int b = 0; b < DIMENSION; b++) {
                largest = Math.max(largest, Math.abs(Samples.mean(bend, matrix[b]) - unit[b]));
            }
        }
        return Math.max(largest, largestDifference(slopes, query()));
    }

    private static double topEigenvalue() {
        double[][] measured = new double[DIMENSION][DIMENSION];
        for (int a = 0; a < DIMENSION; a++) {
            double[] slopes = momentSlope(a);
            for (int b = 0; b < DIMENSION; b++) {
                measured[a][b] += 0.5 * slopes[b];
                measured[b][a] += 0.5 * slopes[b];
            }
        }
        return Samples.relative(dipole().topEigenvalue(), SymmetricEigenvalues.of(measured)[0]);
    }

    private static double trace() {
        double diagonal = 0;
        for (int a = 0; a < DIMENSION; a++) {
            diagonal += momentSlope(a)[a];
        }
        return Samples.relative(dipole().trace(), diagonal);
    }

    /// ∂M/∂q_a.
    private static double[] momentSlope(int component) {
        double[] slopes = new double[DIMENSION];
        for (int b = 0; b < DIMENSION; b++) {
            int row = b;
            slopes[b] = Samples.slope(x -> momentAt(with(component, x), keys())[row], query()[component], 1e-3);
        }
        return slopes;
    }

    private static double[] with(int component, double value) {
        double[] query = query();
        query[component] = value;
        return query;
    }

    private static double exactResponse() {
        return Samples.largest(603, 20, random -> {
            double[] change = Samples.gaussian(random, DIMENSION, random.nextBoolean() ? 1 : 100);
            double[] moved = query();
            for (int a = 0; a < DIMENSION; a++) {
                moved[a] += change[a];
            }
            double[] difference = momentAt(moved, keys());
            double[] before = momentAt(query(), keys());
            for (int a = 0; a < DIMENSION; a++) {
                difference[a] -= before[a];
            }
            double[] exact = FieldResponse.of(query(), keys(), BETA).exactChange(change);
            return largestDifference(exact, difference);
        });
    }

    private static double order(boolean secondOrder) {
        return Samples.order(responseError(1e-2, secondOrder), responseError(1e-3, secondOrder), 10);
    }

    private static double responseError(double size, boolean secondOrder) {
        double[] change = Samples.gaussian(Samples.random(604), DIMENSION, size);
        FieldResponse response = FieldResponse.of(query(), keys(), BETA);
        double[] predicted = secondOrder ? response.secondOrderChange(change) : response.linearChange(change);
        return largestDifference(predicted, response.exactChange(change));
    }
}
