// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.lab.text.PlainNumber;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// One constraint as it is written: `attention.S.read >= 0.9`.
///
/// @param quantity name of a [ConstrainedQuantity], or a sum of rates
/// @param named whether the bound is written as `bound`, for a setting of its own that a sweep can vary
public record Constraint(String quantity, Relation relation, double bound, boolean named) {

    private static final String BOUND = "bound";

    /// What stands in brackets belongs to the quantity, signs included.
    private static final Pattern FORM =
            Pattern.compile("((?:[^()<>=≤≥]|\\([^()]*\\))+?)\\s*(<=|>=|==|<|>|=|≤|≥)\\s*(.*)");

    private static final String EXAMPLE =
            "QUANTITY, one of <= >= =, and a number, as attention.S.read >= 0.9; with ; between several";

    /// How a quantity q stands to its bound b.
    public enum Relation {
        AT_MOST("<=", "≤"),
        AT_LEAST(">=", "≥"),
        EQUAL("=", "=");

        private final String sign;
        private final String symbol;

        Relation(String sign, String symbol) {
            this.sign = sign;
            this.symbol = symbol;
        }

        private static Optional<Relation> of(String written) {
            return Arrays.stream(values())
                    .filter(relation -> written.equals(relation.sign) || written.equals(relation.symbol))
                    .findFirst();
        }

        /// g, positive where the constraint is violated: q − b or b − q.
        double violation(double value, double bound) {
            return direction() * (value - bound);
        }

        /// dg/dq.
        double direction() {
            return this == AT_LEAST ? -1 : 1;
        }

        /// How far the constraint is from being met, not negative.
        double distance(double violation) {
            return this == EQUAL ? Math.abs(violation) : Math.max(0, violation);
        }

        /// How far q could go before the constraint is violated.
        double slack(double violation) {
            return this == EQUAL ? 0 : Math.max(0, -violation);
        }
    }

    /// Reads several.
    ///
    /// @throws calorimeter.engine.range.OutOfRangeException naming the first place that cannot be read
    ///
    /// @param bound what `bound` stands for, NaN if nothing; asked for only where a constraint names it
    public static List<Constraint> parse(String text, DoubleSupplier bound) {
        List<Constraint> constraints = new ArrayList<>();
        int from = 1;
        for (String part : text.split(";", -1)) {
            String where = part.isBlank() ? " (nothing stands at character " + from + ")" : " ('" + part.strip() + "')";
            constraints.add(one(text, part.strip(), where, bound));
            from += part.length() + 1;
        }
        return List.copyOf(constraints);
    }

    /// @param text of all constraints, and where in it the part stands, for a complaint
    private static Constraint one(String text, String part, String where, DoubleSupplier named) {
        Matcher form = FORM.matcher(part);
        require(form.matches(), "constraint", text, EXAMPLE + where);
        String quantity = RateSum.parse(form.group(1)).map(RateSum::toString).orElse(form.group(1));
        String sign = form.group(2);
        Optional<Relation> relation = Relation.of(sign);
        require(relation.isPresent(), "constraint", text, "with <=, >= or =, not " + sign + where);
        String right = form.group(3);
        if (right.equals(BOUND)) {
            double bound = named.getAsDouble();
            require(Double.isFinite(bound), "constraint bound", bound, "a number, since a constraint names it");
            return new Constraint(quantity, relation.orElseThrow(), bound, true);
        }
        double bound = number(right);
        require(Double.isFinite(bound), "constraint", text, "with a number on the right, not '" + right + "'" + where);
        return new Constraint(quantity, relation.orElseThrow(), bound, false);
    }

    private static double number(String text) {
        try {
            return PlainNumber.parse(text);
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    double lowest() {
        return relation == Relation.AT_MOST ? Double.NEGATIVE_INFINITY : bound;
    }

    double highest() {
        return relation == Relation.AT_LEAST ? Double.POSITIVE_INFINITY : bound;
    }

    /// Several as [#parse] reads them.
    static String text(List<Constraint> constraints) {
        return constraints.stream().map(Constraint::toString).collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return quantity + " " + relation.sign + " " + (named ? BOUND : bound);
    }
}
