// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.constraint;

import static calorimeter.engine.range.OutOfRangeException.require;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.data.Examples;
import calorimeter.engine.data.sequence.Groups;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The share of some examples that a model answers in some way:
///
///     rate(positive)                       answered with class 1, of all; the coverage
///     rate(true-positive, group=a)         answered with class 1, of those of group a whose label is 1
///     rate(false-positive)                 the same of those whose label is 0
///     rate(error, group=a)                 answered with another class than the label
///
/// @param group null for all
record Rate(Kind kind, @Nullable String group) {

    private static final Pattern FORM =
            Pattern.compile("rate\\(\\s*([^,()]*?)\\s*(?:,\\s*group\\s*=\\s*([^,()]*?)\\s*)?\\)");

    enum Kind {
        POSITIVE,
        TRUE_POSITIVE,
        FALSE_POSITIVE,
        ERROR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /// Reads `rate(positive, group=a)`; empty if it is none.
    static Optional<Rate> parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.toString().equals(form.group(1)))
                .findFirst()
                .map(kind -> new Rate(kind, form.group(2)));
    }

    /// Whether an example is among those of which a share is taken.
    ///
    /// @param groups of the data, null where they say none
    boolean counts(Examples examples, @Nullable Groups groups, int example) {
        if (group != null
                && groups != null
                && groups.group(example) != groups.names().indexOf(group)) {
            return false;
        }
        return switch (kind) {
            case POSITIVE, ERROR -> true;
            case TRUE_POSITIVE -> examples.label(example) == 1;
            case FALSE_POSITIVE -> examples.label(example) == 0;
        };
    }

    /// The class whose probability is the smooth surrogate of the rate; for an error, that of the label with −1.
    int surrogate(int label) {
        return kind == Kind.ERROR ? label : 1;
    }

    double sign() {
        return kind == Kind.ERROR ? -1 : 1;
    }

    /// Whether an answer is one that is counted.
    boolean has(int answer, int label) {
        return kind == Kind.ERROR ? answer != label : answer == 1;
    }

    /// How many of some examples are among those of which a share is taken.
    int count(Examples examples, @Nullable Groups groups, int[] selection) {
        int count = 0;
        for (int example : selection) {
            count += counts(examples, groups, example) ? 1 : 0;
        }
        return count;
    }

    /// @throws calorimeter.engine.range.OutOfRangeException if the data have not the group, or training no
    ///     example
    void requireExamples(String constraint, Dataset<?> data) {
        @Nullable Groups groups = data.groups().orElse(null);
        if (group != null) {
            List<String> names = groups == null ? List.of() : groups.names();
            require(!names.isEmpty(), "constraint", constraint, "without groups: the data have no column group");
            require(
                    names.contains(group),
                    "constraint",
                    constraint,
                    "of groups that the data have: " + String.join(", ", names) + "; not " + group);
        }
        require(
                count(data.examples(), groups, data.train()) > 0,
                "constraint",
                constraint,
                "of rates of some training examples: " + this + " is of none");
    }

    @Override
    public String toString() {
        return "rate(" + kind + (group == null ? "" : ", group=" + group) + ")";
    }
}
