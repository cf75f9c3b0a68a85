// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.lab.observable.Catalogue;
import calorimeter.lab.text.NearestNames;
import calorimeter.physics.constraint.DualRule;
import java.util.List;
import java.util.Optional;

/// What a run must keep to, and how its multipliers follow the violations.
///
/// @param rule of every multiplier; of no meaning without constraints
public record ConstraintSettings(List<Constraint> constraints, DualRule rule) {

    public static final ConstraintSettings NONE = new ConstraintSettings(List.of(), new DualRule.Ascent(1));

    public ConstraintSettings {
        constraints = List.copyOf(constraints);
    }

    public boolean present() {
        return !constraints.isEmpty();
    }

    /// The constraints as [Constraint#parse] reads them.
    public String text() {
        return Constraint.text(constraints);
    }

    /// @throws calorimeter.engine.range.OutOfRangeException if a quantity does not exist or has no gradient, or if no
    ///     values meet all constraints
    public void requireFits(TrainingSettings training) {
        if (!present()) {
            return;
        }
        for (Constraint constraint : constraints) {
            requirePossible(constraint, known(constraint, training).range());
        }
        for (int i = 0; i < constraints.size(); i++) {
            for (Constraint other : constraints.subList(0, i)) {
                requireTogether(other, constraints.get(i));
            }
        }
    }

    /// What `bound` stands for, if a constraint names it.
    public Optional<Double> bound() {
        return constraints.stream()
                .filter(Constraint::named)
                .map(Constraint::bound)
                .findFirst();
    }

    private ConstrainedQuantity known(Constraint constraint, TrainingSettings training) {
        Optional<ConstrainedQuantity> found = ConstrainedQuantities.find(constraint.quantity(), training);
        if (found.isEmpty()) {
            refuse(constraint.quantity(), training);
        }
        if (found.orElseThrow() instanceof RateSum sum && sum.needsTwoClasses()) {
            require(
                    training.task().classes() == 2,
                    "constraint",
                    text(),
                    "without positive rates, which need two classes; the task has "
                            + training.task().classes());
        }
        return found.orElseThrow();
    }

    private void refuse(String name, TrainingSettings training) {
        List<String> names = List.copyOf(ConstrainedQuantities.of(training).keySet());
        boolean recorded = Catalogue.of(training, List.of()).stream()
                .flatMap(instrument -> instrument.quantities().stream())
                .anyMatch(quantity -> quantity.name().equals(name));
        String near = NearestNames.to(name, names).isEmpty()
                ? String.join(
                                ", ",
                                names.stream().filter(n -> !n.contains("layer")).toList())
                        + " or rate(positive | true-positive | false-positive | error[, group=NAME])"
                : String.join(", ", NearestNames.to(name, names));
        require(
                false,
                "constraint",
                text(),
                "of a quantity with a gradient, as " + near + "; " + name
                        + (recorded ? " is recorded but has none" : " is no quantity of this run"));
    }

    private void requirePossible(Constraint constraint, ConstrainedQuantity.Range range) {
        double bound = constraint.bound();
        boolean possible = switch (constraint.relation()) {
            case AT_MOST -> bound >= range.lowest();
            case AT_LEAST -> bound <= range.highest();
            case EQUAL -> bound >= range.lowest() && bound <= range.highest();
        };
        require(
                possible,
                "constraint",
                text(),
                "one that can be met: " + constraint.quantity() + " lies between " + (float) range.lowest() + " and "
                        + (float) range.highest());
    }

    /// Whether two of the same quantity leave it a value.
    private void requireTogether(Constraint a, Constraint b) {
        boolean apart = a.quantity().equals(b.quantity()) && (a.lowest() > b.highest() || b.lowest() > a.highest());
        require(!apart, "constraint", text(), "without contradictions: no value has " + a + " and " + b);
    }

    /// The constraints in time; of a run that has some.
    public Constrained begin(TrainingSettings training) {
        return new Constrained(
                this,
                constraints.stream()
                        .map(constraint -> known(constraint, training))
                        .toList());
    }

    /// @throws calorimeter.engine.range.OutOfRangeException if a group is named that the data have not
    public void requireGroups(Dataset<?> data) {
        for (Constraint constraint : constraints) {
            RateSum.parse(constraint.quantity())
                    .ifPresent(sum -> sum.requireGroups(text(), data.groups().orElse(null)));
        }
    }

    /// How a transformer must be computed for the gradients of the constrained quantities.
    public ComputationPlan plan(TrainingSettings training) {
        ComputationPlan plan = ComputationPlan.FOLDED;
        for (Constraint constraint : constraints) {
            if (known(constraint, training) instanceof HeadMean mean) {
                if (mean.needsUnreadRows()) {
                    return ComputationPlan.ALL_POSITIONS;
                }
                plan = ComputationPlan.LAYERED;
            }
        }
        return plan;
    }
}
