// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.training.TrainingSettings;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.TransformerSettings;
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

    private static final String RATES = "rate(positive | true-positive | false-positive | error[, group=NAME])";

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

    /// What `bound` stands for, if a constraint names it.
    public Optional<Double> bound() {
        return constraints.stream()
                .filter(Constraint::named)
                .map(Constraint::bound)
                .findFirst();
    }

    /// @throws calorimeter.engine.range.OutOfRangeException if a quantity does not exist or has no
    ///     gradient, if no values meet all constraints, or if the model is to be computed in a way that has
    ///     not the gradients
    public void requireFits(TrainingSettings training) {
        for (int i = 0; i < constraints.size(); i++) {
            Constraint constraint = constraints.get(i);
            requirePossible(constraint, known(constraint, training).range());
            constraints.subList(0, i).forEach(other -> requireTogether(other, constraint));
        }
        boolean folded = training.model() instanceof TransformerSettings model && model.plan() == PlanChoice.FOLDED;
        require(
                !folded || plan(training).foldedProducts(),
                "plan",
                "folded",
                "auto or layered with this constraint, which needs attention's scores example by example");
    }

    private ConstrainedQuantity known(Constraint constraint, TrainingSettings training) {
        String name = constraint.quantity();
        Optional<ConstrainedQuantity> found = ConstrainedQuantities.find(name, training);
        require(found.isPresent(), "constraint", text(), found.isPresent() ? "" : allowed(name, training));
        if (found.orElseThrow() instanceof RateSum sum) {
            int classes = training.task().classes();
            require(
                    classes == 2 || !sum.needsTwoClasses(),
                    "constraint",
                    text(),
                    "without positive rates, which need two classes; the task has " + classes);
        }
        return found.orElseThrow();
    }

    /// What there is instead of an unknown quantity.
    private static String allowed(String name, TrainingSettings training) {
        List<String> names = List.copyOf(ConstrainedQuantities.of(training).keySet());
        List<String> near = NearestNames.to(name, names);
        String all = String.join(
                        ", ", names.stream().filter(n -> !n.contains("layer")).toList())
                + " or " + RATES;
        boolean recorded = Catalogue.of(training, List.of()).stream()
                .flatMap(instrument -> instrument.quantities().stream())
                .anyMatch(quantity -> quantity.name().equals(name));
        return "of a quantity with a gradient, as " + (near.isEmpty() ? all : String.join(", ", near)) + "; " + name
                + (recorded ? " is recorded but has none" : " is no quantity of this run");
    }

    private void requirePossible(Constraint constraint, ConstrainedQuantity.Range range) {
        require(
                constraint.lowest() <= range.highest() && constraint.highest() >= range.lowest(),
                "constraint",
                text(),
                "one that can be met: " + constraint.quantity() + " lies between " + (float) range.lowest() + " and "
                        + (float) range.highest());
    }

    /// Whether two of the same quantity leave it a value, and say different things.
    private void requireTogether(Constraint a, Constraint b) {
        boolean same = a.quantity().equals(b.quantity());
        boolean apart = same && (a.lowest() > b.highest() || b.lowest() > a.highest());
        require(!apart, "constraint", text(), "without contradictions: no value has " + a + " and " + b);
        boolean twice = same && a.relation() == b.relation() && a.bound() == b.bound();
        require(!twice, "constraint", text(), "without " + b + " twice");
    }

    /// The constraints in time; of a run that has some.
    public Constrained begin(TrainingSettings training) {
        return new Constrained(
                this,
                constraints.stream()
                        .map(constraint -> known(constraint, training))
                        .toList(),
                training);
    }

    /// @throws calorimeter.engine.range.OutOfRangeException if a rate is of a group that the data have not,
    ///     or of no training example
    public void requireExamples(Dataset<?> data) {
        for (Constraint constraint : constraints) {
            RateSum.parse(constraint.quantity()).ifPresent(sum -> sum.requireExamples(text(), data));
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
