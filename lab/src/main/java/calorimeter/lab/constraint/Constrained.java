// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import calorimeter.engine.training.AddedLoss;
import calorimeter.engine.training.Trainer;
import calorimeter.lab.observable.Instrument;
import calorimeter.lab.observable.Moment;
import calorimeter.lab.observable.Quantity;
import calorimeter.lab.observable.RunDivergedException;
import calorimeter.physics.constraint.Multiplier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The constraints of one run in time. At every step, before the gradient:
///
///     g_i = q_i − b_i or b_i − q_i on the step's batch     (positive where violated)
///     λ_i follows g_i                                     (the multipliers move first)
///     the gradient is that of loss + Σ λ_i g_i
///
/// A step moves the multipliers once, however often its gradient is computed.
public final class Constrained implements AddedLoss, Instrument {

    private static final String PREFIX = "constraint";
    private static final String VALUE = "value";
    private static final String VIOLATION = "violation";
    private static final String MULTIPLIER = "multiplier";
    private static final String STATE = "instrument/constraints";

    /// A multiplier beyond this is taken for one that grows without end.
    private static final double LARGEST_MULTIPLIER = 1e6;

    private final List<One> all = new ArrayList<>();
    private final List<Quantity> quantities = new ArrayList<>();

    /// The last step whose violations moved the multipliers.
    private long seen = -1;

    private @Nullable BatchView view;

    /// One constraint with its multiplier.
    private static final class One {
        final Constraint constraint;
        final ConstrainedQuantity quantity;
        final Multiplier multiplier;
        double value = Double.NaN;

        One(Constraint constraint, ConstrainedQuantity quantity, Multiplier multiplier) {
            this.constraint = constraint;
            this.quantity = quantity;
            this.multiplier = multiplier;
        }

        double violation() {
            return constraint.relation().violation(value, constraint.bound());
        }

        /// λ dg/dq.
        double weight() {
            return multiplier.value() * constraint.relation().direction();
        }
    }

    /// @param ofEach the quantity of each constraint
    Constrained(ConstraintSettings settings, List<ConstrainedQuantity> ofEach) {
        for (Constraint constraint : settings.constraints()) {
            ConstrainedQuantity quantity = ofEach.get(all.size());
            boolean equality = constraint.relation() == Constraint.Relation.EQUAL;
            all.add(new One(constraint, quantity, new Multiplier(settings.rule(), equality)));
            String name = PREFIX + all.size() + ".";
            quantities.add(new Quantity(
                    name + VALUE, "q", constraint.quantity() + " on the batch, for the constraint " + constraint));
            quantities.add(new Quantity(name + VIOLATION, "g₊", "how far " + constraint + " is from being met"));
            quantities.add(new Quantity(name + "slack", "−g₋", "room that " + constraint + " leaves"));
            quantities.add(new Quantity(name + MULTIPLIER, "λ", "multiplier of " + constraint));
            if (quantity instanceof RateSum) {
                quantities.add(new Quantity(name + "test", "q_test", constraint.quantity() + " on the test set"));
            }
        }
    }

    /// Name of the column of a constraint's multiplier.
    ///
    /// @param constraint from 0 on
    public static String multiplierColumn(int constraint) {
        return PREFIX + (constraint + 1) + "." + MULTIPLIER;
    }

    /// Names of the columns of a constraint's value, violation and multiplier.
    ///
    /// @param constraint from 0 on
    public static List<String> columns(int constraint) {
        String name = PREFIX + (constraint + 1) + ".";
        return List.of(name + VALUE, name + VIOLATION, name + MULTIPLIER);
    }

    @Override
    public void prepare(Trainer trainer) {
        BatchView now = new BatchView(trainer);
        view = now;
        for (One one : all) {
            one.value = one.quantity.measure(now);
            requireFinite(trainer.step(), one.constraint.quantity(), one.value);
        }
        if (trainer.step() != seen) {
            seen = trainer.step();
            for (One one : all) {
                double multiplier = one.multiplier.follow(one.violation());
                boolean grows = !(Math.abs(multiplier) <= LARGEST_MULTIPLIER);
                if (grows) {
                    throw new RunDivergedException(
                            seen, "multiplier of " + one.constraint, Double.toString(multiplier));
                }
            }
        }
        clearTerms(now);
        all.forEach(one -> one.quantity.addTerms(now, one.weight()));
    }

    private void clearTerms(BatchView now) {
        now.clearTerms(all.stream().anyMatch(one -> one.quantity instanceof HeadMean));
    }

    /// The conditions of optimality on the whole training set, with the multipliers of the last step.
    ///
    /// @param trainer with the parameters that are looked at
    /// @param decay λ of a weight decay that is part of the gradient: f is the loss + λ‖θ‖²/2
    public Optimality review(Trainer trainer, double decay) {
        trainer.model().load(trainer.parameters());
        BatchView whole = new BatchView(trainer, trainer.dataset().train());
        clearTerms(whole);
        double[] loss = doubles(whole.gradient());
        double[][] ofConstraints = new double[all.size()][];
        for (int i = 0; i < ofConstraints.length; i++) {
            One one = all.get(i);
            one.value = one.quantity.measure(whole);
            ofConstraints[i] = difference(gradient(whole, one), loss);
        }
        for (int i = 0; i < loss.length; i++) {
            loss[i] += decay * trainer.parameters()[i];
        }
        return optimality(loss, ofConstraints);
    }

    /// ∇(f + g).
    private double[] gradient(BatchView whole, One one) {
        double direction = one.constraint.relation().direction();
        clearTerms(whole);
        one.quantity.addTerms(whole, direction);
        float[] gradient = whole.gradient();
        one.quantity.addGradient(whole, direction, gradient);
        clearTerms(whole);
        return doubles(gradient);
    }

    private Optimality optimality(double[] loss, double[][] ofConstraints) {
        double[] asked = LeastSquares.multipliers(loss, ofConstraints);
        double[] sum = loss.clone();
        double scale = norm(loss);
        List<Optimality.Condition> conditions = new ArrayList<>();
        for (int i = 0; i < ofConstraints.length; i++) {
            One one = all.get(i);
            double multiplier = one.multiplier.value();
            for (int j = 0; j < sum.length; j++) {
                sum[j] += multiplier * ofConstraints[i][j];
            }
            scale += Math.abs(multiplier) * norm(ofConstraints[i]);
            conditions.add(new Optimality.Condition(
                    one.constraint,
                    one.value,
                    one.constraint.relation().distance(one.violation()),
                    one.constraint.relation().slack(one.violation()),
                    multiplier,
                    asked[i],
                    norm(ofConstraints[i])));
        }
        return new Optimality(conditions, norm(sum) / scale, norm(loss));
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

    private static double[] difference(double[] a, double[] b) {
        double[] difference = new double[a.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = a[i] - b[i];
        }
        return difference;
    }

    private static void requireFinite(long step, String quantity, double value) {
        if (!Double.isFinite(value)) {
            throw new RunDivergedException(step, quantity);
        }
    }

    @Override
    public void complete(float[] parameters, float[] gradient) {
        BatchView now = view;
        if (now != null) {
            all.forEach(one -> one.quantity.addGradient(now, one.weight(), gradient));
        }
    }

    @Override
    public List<Quantity> quantities() {
        return quantities;
    }

    @Override
    public double[] measure(Moment moment) {
        double[] values = new double[quantities.size()];
        int at = 0;
        for (One one : all) {
            values[at++] = one.value;
            values[at++] = one.constraint.relation().distance(one.violation());
            values[at++] = one.constraint.relation().slack(one.violation());
            values[at++] = one.multiplier.value();
            if (one.quantity instanceof RateSum rates && view != null) {
                values[at++] = rates.measure(view, view.test());
            }
        }
        return values;
    }

    @Override
    public SortedMap<String, double[]> state() {
        double[] state = new double[1 + Multiplier.STATE * all.size()];
        state[0] = seen;
        for (int i = 0; i < all.size(); i++) {
            System.arraycopy(all.get(i).multiplier.state(), 0, state, 1 + Multiplier.STATE * i, Multiplier.STATE);
        }
        return new TreeMap<>(Map.of(STATE, state));
    }

    @Override
    public void restore(SortedMap<String, double[]> saved) {
        double[] state = Instrument.saved(saved, STATE);
        if (state.length != 1 + Multiplier.STATE * all.size()) {
            throw new IllegalArgumentException(
                    all.size() + " constraints were given " + state.length + " numbers as their state");
        }
        seen = (long) state[0];
        for (int i = 0; i < all.size(); i++) {
            int from = 1 + Multiplier.STATE * i;
            all.get(i).multiplier.restore(Arrays.copyOfRange(state, from, from + Multiplier.STATE));
        }
    }
}
