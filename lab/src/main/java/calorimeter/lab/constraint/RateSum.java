// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.data.Examples;
import calorimeter.engine.data.sequence.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A sum or difference of rates: `rate(positive, group=a) - rate(positive, group=b)`.
///
/// A rate is a step function of the parameters, so it has no gradient of use. The multiplier follows the
/// rate itself, the parameters a smooth surrogate: the mean probability, p = softmax(logits), of the class
/// that is counted (proxy Lagrangian, Cotter et al., arXiv:1809.04198).
record RateSum(List<Term> terms) implements ConstrainedQuantity {

    private static final Pattern NEXT = Pattern.compile("\\s*([+-]?)\\s*([a-z]+\\s*\\([^()]*\\))\\s*");

    /// @param sign 1 or −1
    record Term(int sign, Rate rate) {}

    /// Reads a sum; empty if it is none.
    static Optional<RateSum> parse(String text) {
        List<Term> terms = new ArrayList<>();
        Matcher next = NEXT.matcher(text);
        int at = 0;
        while (at < text.length()) {
            if (!next.find(at) || next.start() != at || (next.group(1).isEmpty() && at > 0)) {
                return Optional.empty();
            }
            int sign = next.group(1).equals("-") ? -1 : 1;
            Optional<Rate> rate = Rate.parse(next.group(2));
            if (rate.isEmpty()) {
                return Optional.empty();
            }
            terms.add(new Term(sign, rate.get()));
            at = next.end();
        }
        return terms.isEmpty() ? Optional.empty() : Optional.of(new RateSum(List.copyOf(terms)));
    }

    /// Whether a class is called positive, which takes two classes.
    boolean needsTwoClasses() {
        return terms.stream().anyMatch(term -> term.rate.kind() != Rate.Kind.ERROR);
    }

    @Override
    public Range range() {
        long negative = terms.stream().filter(term -> term.sign < 0).count();
        return new Range(-negative, terms.size() - negative);
    }

    @Override
    public double measure(BatchView view) {
        return measure(view, view.batch());
    }

    /// The sum on some examples; NaN if a rate is taken of none.
    double measure(BatchView view, int[] selection) {
        int[] answers = view.answers(selection);
        Examples examples = view.examples();
        double sum = 0;
        for (Term term : terms) {
            int had = 0;
            for (int i = 0; i < selection.length; i++) {
                boolean counts = term.rate.counts(examples, view.groups(), selection[i]);
                had += counts && term.rate.has(answers[i], examples.label(selection[i])) ? 1 : 0;
            }
            sum += (double) term.sign * had / term.rate.count(examples, view.groups(), selection);
        }
        return sum;
    }

    @Override
    public void addTerms(BatchView view, double weight) {
        Examples examples = view.examples();
        @Nullable Groups groups = view.groups();
        int classes = view.classes();
        float[] coefficients = new float[examples.count() * classes];
        for (Term term : terms) {
            int count = term.rate.count(examples, groups, view.batch());
            float share = (float) (weight * term.sign * term.rate.sign() / count);
            for (int example : view.batch()) {
                if (term.rate.counts(examples, groups, example)) {
                    coefficients[example * classes + term.rate.surrogate(examples.label(example))] += share;
                }
            }
        }
        view.logitTerms().addProbabilities(coefficients, classes);
    }

    void requireExamples(String constraint, Dataset<?> data) {
        terms.forEach(term -> term.rate.requireExamples(constraint, data));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Term term : terms) {
            String sign = term.sign < 0 ? "- " : text.isEmpty() ? "" : "+ ";
            text.append(text.isEmpty() ? "" : " ").append(sign).append(term.rate);
        }
        return text.toString();
    }
}
