// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What a person may have meant by a name that does not exist.
public final class NearestNames {

    private static final int MOST = 3;

    /// In a word of fewer letters a second slip leaves nothing of it.
    private static final int SHORT = 4;

    /// Fewer letters are in many names by chance.
    private static final int LEAST_PART = 3;

    /// What other programs of the field call a thing, without dashes and underscores.
    private static final Map<String, List<String>> HABITS = Map.ofEntries(
            Map.entry("lr", List.of("learning-rate")),
            Map.entry("wd", List.of("weight-decay")),
            Map.entry("l2", List.of("weight-decay")),
            Map.entry("bs", List.of("batch-size")),
            Map.entry("batch", List.of("batch-size")),
            Map.entry("epochs", List.of("max-steps")),
            Map.entry("steps", List.of("max-steps")),
            Map.entry("iterations", List.of("max-steps")),
            Map.entry("iters", List.of("max-steps")),
            Map.entry("nsteps", List.of("max-steps")),
            Map.entry("opt", List.of("optimizer")),
            Map.entry("optim", List.of("optimizer")),
            Map.entry("eps", List.of("epsilon")),
            Map.entry("betas", List.of("beta1", "beta2")),
            Map.entry("clip", List.of("gradient-clip")),
            Map.entry("gradclip", List.of("gradient-clip")),
            Map.entry("maxgradnorm", List.of("gradient-clip")),
            Map.entry("milestones", List.of("learning-rate-drops")),
            Map.entry("gamma", List.of("learning-rate-drop-factor")),
            Map.entry("depth", List.of("layers")),
            Map.entry("nlayers", List.of("layers")),
            Map.entry("numlayers", List.of("layers")),
            Map.entry("nheads", List.of("heads")),
            Map.entry("nhead", List.of("heads")),
            Map.entry("numheads", List.of("heads")),
            Map.entry("dmodel", List.of("width")),
            Map.entry("dim", List.of("width")),
            Map.entry("embeddim", List.of("width")),
            Map.entry("dff", List.of("mlp-width")),
            Map.entry("dmlp", List.of("mlp-width")),
            Map.entry("hidden", List.of("mlp-width")),
            Map.entry("act", List.of("activation")),
            Map.entry("init", List.of("initialization")),
            Map.entry("arch", List.of("model")),
            Map.entry("dataset", List.of("data")),
            Map.entry("task", List.of("operation")),
            Map.entry("op", List.of("operation")),
            Map.entry("prime", List.of("p")),
            Map.entry("modulus", List.of("p")),
            Map.entry("mod", List.of("p")),
            Map.entry("frac", List.of("train-fraction")),
            Map.entry("fractrain", List.of("train-fraction")),
            Map.entry("trainfrac", List.of("train-fraction")),
            Map.entry("loginterval", List.of("log-every")),
            Map.entry("jobs", List.of("cores", "threads")),
            Map.entry("workers", List.of("cores", "threads")),
            Map.entry("numworkers", List.of("cores", "threads")),
            Map.entry("out", List.of("output")));

    private NearestNames() {}

    /// "; did you mean a, b?" with the names that are near, or nothing if none is.
    public static String suggestion(String wanted, Collection<String> names) {
        List<String> nearest = to(wanted, names);
        return nearest.isEmpty() ? "" : "; did you mean " + String.join(", ", nearest) + "?";
    }

    /// The suggestion, if there is one, and then what to do otherwise.
    public static String advice(String wanted, Collection<String> names, String otherwise) {
        String suggestion = suggestion(wanted, names);
        return suggestion.isEmpty() ? "; " + otherwise : suggestion + " " + otherwise;
    }

    /// The near names, nearest first; at most three. Near is what a slip of the finger makes of a name, a third
    /// of its letters or two at most, and what holds the wanted word whole: `weight-decay` for `decay`. A habit
    /// of the field comes first: `learning-rate` for `lr`.
    public static List<String> to(String wanted, Collection<String> names) {
        List<String> meant = HABITS.getOrDefault(wanted.toLowerCase(Locale.ROOT).replaceAll("[-_]", ""), List.of());
        if (!names.contains(wanted) && meant.stream().anyMatch(names::contains)) {
            return meant.stream().filter(names::contains).toList();
        }
        return names.stream()
                .filter(name -> isNear(wanted, name))
                .sorted(Comparator.<String>comparingInt(name -> distance(wanted, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    private static boolean isNear(String wanted, String name) {
        int length = wanted.length();
        int slips = length < SHORT ? 1 : Math.max(2, length / 3);
        return distance(wanted, name) <= slips || (length >= LEAST_PART && name.contains(wanted));
    }

    /// Levenshtein's distance: the least number of insertions, deletions and substitutions of a character. Row
    /// i holds the distances from the first i characters of a to every beginning of b.
    static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitution = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitution, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
