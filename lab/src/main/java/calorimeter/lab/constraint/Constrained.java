// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import calorimeter.engine.training.AddedLoss;
import calorimeter.engine.training.Trainer;
import calorimeter.engine.training.TrainingSettings;
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

    private final TrainingSettings training;
    private final List<Held> all = new ArrayList<>();
    private final List<Quantity> quantities = new ArrayList<>();

    /// The last step whose violations moved the multipliers.
    private long seen = -1;

    private @Nullable BatchView view;

    static final class Held {
        final Constraint constraint;
        final ConstrainedQuantity quantity;
        final Multiplier multiplier;
        double value = Double.NaN;

        Held(Constraint constraint, ConstrainedQuantity quantity, Multiplier multiplier) {
            this.constraint = constraint;
            this.quantity = quantity;
            this.multiplier = multiplier;
        }

        /// Whether the batch says anything: a rate of none of its examples is NaN, and then nothing moves
        /// for it.
        boolean measured() {
            return !(quantity instanceof RateSum && Double.isNaN(value));
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
    Constrained(ConstraintSettings settings, List<ConstrainedQuantity> ofEach, TrainingSettings training) {
        this.training = training;
        for (Constraint constraint : settings.constraints()) {
            ConstrainedQuantity quantity = ofEach.get(all.size());
            boolean equality = constraint.relation() == Constraint.Relation.EQUAL;
            all.add(new Held(constraint, quantity, new Multiplier(settings.rule(), equality)));
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
        BatchView now = new BatchView(trainer, training, trainer.batch());
        view = now;
        for (Held held : all) {
            held.value = held.quantity.measure(now);
        }
        if (trainer.step() != seen) {
            seen = trainer.step();
            all.forEach(this::follow);
        }
        clearTerms(now);
        all.stream().filter(Held::measured).forEach(held -> held.quantity.addTerms(now, held.weight()));
    }

    private void follow(Held held) {
        if (!held.measured()) {
            return;
        }
        if (!Double.isFinite(held.value)) {
            throw new RunDivergedException(seen, held.constraint.quantity());
        }
        double multiplier = held.multiplier.follow(held.violation());
        boolean grows = !(Math.abs(multiplier) <= LARGEST_MULTIPLIER);
        if (grows) {
            throw new RunDivergedException(seen, "multiplier of " + held.constraint, Double.toString(multiplier));
        }
    }

    private void clearTerms(BatchView now) {
        now.clearTerms(all.stream().anyMatch(held -> held.quantity instanceof HeadMean));
    }

    /// The conditions of optimality on the whole training set, with the multipliers of the last step.
    ///
    /// @param trainer with the parameters that are looked at
    public Optimality review(Trainer trainer) {
        trainer.model().load(trainer.parameters());
        BatchView whole = new BatchView(trainer, training, trainer.dataset().train());
        clearTerms(whole);
        return new OptimalityReview(whole).of(all);
    }

    @Override
    public void complete(float[] parameters, float[] gradient) {
        BatchView now = view;
        if (now != null) {
            all.forEach(held -> held.quantity.addGradient(now, held.weight(), gradient));
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
        for (Held held : all) {
            values[at++] = held.value;
            values[at++] = held.constraint.relation().distance(held.violation());
            values[at++] = held.constraint.relation().slack(held.violation());
            values[at++] = held.multiplier.value();
            if (held.quantity instanceof RateSum rates && view != null) {
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
