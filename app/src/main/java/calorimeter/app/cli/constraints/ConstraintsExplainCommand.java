// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.constraints;

import calorimeter.app.cli.command.CommandContext;
import calorimeter.app.cli.command.ResultCommand;
import calorimeter.app.cli.text.Json;
import calorimeter.app.cli.text.TextTable;
import calorimeter.lab.constraint.Constraint;
import calorimeter.lab.constraint.Constraint.Relation;
import calorimeter.lab.constraint.Optimality;
import calorimeter.lab.constraint.Optimality.Condition;
import calorimeter.lab.run.ConstraintReview;
import calorimeter.lab.store.RunStore;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `calorimeter constraints explain RUN`.
@Command(
        name = "explain",
        mixinStandardHelpOptions = true,
        description =
                "Say whether the conditions of Karush, Kuhn and Tucker hold at a run's newest checkpoint, and what its"
                        + " multipliers mean.")
final class ConstraintsExplainCommand extends ResultCommand {

    @Parameters(paramLabel = "RUN", description = "The run's name, or a beginning that no other run has.")
    private String name = "";

    ConstraintsExplainCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        try (RunStore store = context.openStoreToRead()) {
            ConstraintReview review = ConstraintReview.of(store, store.find(name));
            print(() -> json(review), () -> text(review));
        }
        return 0;
    }

    private static ObjectNode json(ConstraintReview review) {
        Optimality optimality = review.optimality();
        ObjectNode json = Json.object()
                .put("run", review.run().name())
                .put("step", review.step())
                .put("stationarity", optimality.stationarity())
                .put("loss_gradient", optimality.lossGradient())
                .put("decoupled_weight_decay", review.decoupled());
        ArrayNode constraints = json.putArray("constraints");
        for (int i = 0; i < optimality.conditions().size(); i++) {
            Condition condition = optimality.conditions().get(i);
            ObjectNode entry = constraints
                    .addObject()
                    .put("constraint", condition.constraint().toString())
                    .put("bound", condition.constraint().bound())
                    .put("value", condition.value())
                    .put("violation", condition.violation())
                    .put("slack", condition.slack())
                    .put("multiplier", condition.multiplier())
                    .put("multiplier_asked", condition.asked())
                    .put("largest_multiplier", review.largest().get(i))
                    .put("gradient", condition.gradient())
                    .put("met", condition.met())
                    .put("active", condition.active())
                    .put("sign", condition.signed())
                    .put(
                            "complementary",
                            condition.complementary(review.largest().get(i)))
                    .put("settled", review.settled(i));
            condition.temperatures().forEach(entry.putArray("temperatures")::add);
        }
        return json;
    }

    private static String text(ConstraintReview review) {
        Optimality optimality = review.optimality();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < optimality.conditions().size(); i++) {
            text.append(text(optimality.conditions().get(i), review.largest().get(i), review.settled(i)))
                    .append('\n');
        }
        text.append(String.format(
                Locale.ROOT,
                "stationarity: ‖∇f + Σ λ ∇g‖ / (‖∇f‖ + Σ |λ| ‖∇g‖) = %.3g on the training set at step %d (0: the conditions"
                        + " hold; 1: nothing cancels)%n",
                optimality.stationarity(),
                review.step()));
        if (review.decoupled()) {
            text.append("AdamW's weight decay is part of no gradient, so a run at rest has a stationarity above 0; with"
                    + " --optimizer adam or sgd the decay counts as part of f.\n");
        }
        return text.toString();
    }

    private static String text(Condition condition, double largest, boolean settled) {
        TextTable table = new TextTable(condition.constraint().toString(), "");
        table.row(
                "value",
                number(condition.value()) + ", bound "
                        + number(condition.constraint().bound()));
        table.row(
                "feasible",
                condition.met()
                        ? "yes, within 1 %"
                        : "no, it misses by " + number(condition.violation())
                                + ": train longer, raise --dual-rate, or allow more");
        table.row("multiplier", number(condition.multiplier()) + ", largest in the run " + number(largest));
        table.row(
                "settled", settled ? "yes, within 1 % of its largest value" : "no: train longer or lower --dual-rate");
        table.row("sign", condition.signed() ? "right" : "wrong");
        table.row(
                "complementary",
                condition.complementary(largest)
                        ? condition.active() ? "yes, the bound is reached" : "yes, there is room and no multiplier"
                        : "no: a multiplier pushes though there is room of " + number(condition.slack()));
        table.row("best multiplier", number(condition.asked()) + " (it would cancel most of the loss's gradient)");
        if (!condition.temperatures().isEmpty()) {
            table.row("temperature", temperature(condition.temperatures()));
        }
        table.row("meaning", meaning(condition));
        return table.toString();
    }

    private static String temperature(List<Double> ofHeads) {
        return ofHeads.stream().map(ConstraintsExplainCommand::number).collect(Collectors.joining(", "))
                + ": dU/dS as the scores of each head show it";
    }

    /// df*/db = λ ∂g/∂b, since f + λg is stationary.
    private static String meaning(Condition condition) {
        Constraint constraint = condition.constraint();
        double step = 0.01 * Math.max(Math.abs(constraint.bound()), 0.01);
        double change = condition.multiplier() * step;
        return "a bound higher by " + number(step) + " would change the loss by about "
                + number(constraint.relation() == Relation.AT_LEAST ? change : 0 - change)
                + " at a stationary point";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
