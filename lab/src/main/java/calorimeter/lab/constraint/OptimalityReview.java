// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import calorimeter.engine.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Gradients of the objective f and of every constraint g at one place, on all training examples, and what
/// they say.
///
/// Not a step: it moves no multiplier.
final class OptimalityReview {

    private final BatchView whole;

    /// ∇f, f = loss + what weight decay makes of it if it is part of the gradient.
    private final double[] objective;

    /// @param whole told of no terms
    OptimalityReview(BatchView whole) {
        this.whole = whole;
        objective = doubles(whole.gradient());
        whole.addDecay(objective);
    }

    Optimality of(List<Constrained.Held> all) {
        double[][] gradients = new double[all.size()][];
        double[] values = new double[gradients.length];
        for (int i = 0; i < gradients.length; i++) {
            values[i] = all.get(i).quantity.measure(whole);
            gradients[i] = gradient(all.get(i));
        }
        double[] asked = LeastSquares.multipliers(objective, gradients);
        double[] lagrangian = objective.clone();
        double scale = norm(objective);
        for (int i = 0; i < gradients.length; i++) {
            double multiplier = all.get(i).multiplier.value();
            for (int j = 0; j < lagrangian.length; j++) {
                lagrangian[j] += multiplier * gradients[i][j];
            }
            scale += Math.abs(multiplier) * norm(gradients[i]);
        }
        List<Optimality.Condition> conditions = new ArrayList<>();
        for (int i = 0; i < gradients.length; i++) {
            conditions.add(condition(all.get(i), values[i], asked[i], gradients[i], lagrangian));
        }
        return new Optimality(conditions, norm(lagrangian) / scale, norm(objective));
    }

    /// ∇g: the loss is taken away.
    private double[] gradient(Constrained.Held held) {
        double direction = held.constraint.relation().direction();
        whole.logitTerms().addLoss(-1);
        held.quantity.addTerms(whole, direction);
        float[] gradient = whole.gradient();
        held.quantity.addGradient(whole, direction, gradient);
        whole.clearTerms(held.quantity instanceof HeadMean);
        return doubles(gradient);
    }

    private Optimality.Condition condition(
            Constrained.Held held, double value, double asked, double[] gradient, double[] lagrangian) {
        Constraint.Relation relation = held.constraint.relation();
        double violation = relation.violation(value, held.constraint.bound());
        return new Optimality.Condition(
                held.constraint,
                value,
                relation.distance(violation),
                relation.slack(violation),
                held.multiplier.value(),
                asked,
                norm(gradient),
                held.quantity instanceof HeadMean mean && mean.entropy()
                        ? temperatures(held, mean, gradient, lagrangian)
                        : List.of());
    }

    /// T = dU/dS of every head when its scores are multiplied by a number, U = the Lagrangian without this
    /// constraint: both derivatives are taken along the head's queries, of which scores are linear
    /// functions.
    private List<Double> temperatures(Constrained.Held held, HeadMean mean, double[] gradient, double[] lagrangian) {
        double direction = held.constraint.relation().direction();
        List<Double> temperatures = new ArrayList<>();
        for (HeadMean.Head head : mean.heads()) {
            double ofLagrangian = 0;
            double ofConstraint = 0;
            for (Tensor tensor : whole.layout().tensors()) {
                if (tensor.name().startsWith("layer" + head.layer() + ".attention.query")) {
                    ofLagrangian += along(tensor, mean, head.head(), lagrangian);
                    ofConstraint += along(tensor, mean, head.head(), gradient);
                }
            }
            temperatures.add((ofLagrangian / ofConstraint - held.multiplier.value()) / direction);
        }
        return temperatures;
    }

    /// Σ θ ∂/∂θ over the columns of one head.
    private double along(Tensor tensor, HeadMean mean, int head, double[] gradient) {
        double sum = 0;
        for (int row = 0; row < tensor.rows(); row++) {
            int from = tensor.row(row) + head * mean.headSize();
            for (int i = from; i < from + mean.headSize(); i++) {
                sum += whole.parameters()[i] * gradient[i];
            }
        }
        return sum;
    }

    private static double norm(double[] values) {
        return Math.sqrt(LeastSquares.dot(values, values));
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }
}
