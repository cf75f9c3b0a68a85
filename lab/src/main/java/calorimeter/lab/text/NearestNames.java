package calorimeter.lab.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What a person may have meant by a name that does not exist.
public final class NearestNames {

    private static final int MOST = 3;

    /// In a word of fewer letters a second slip leaves nothing of it.
    private static final int SHORT = 4;

    /// Fewer letters are in many names by chance.
    private static final int LEAST_PART = 3;

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
    /// of its letters or two at most, and what holds the wanted word whole: `weight-decay` for `decay`.
    public static List<String> to(String wanted, Collection<String> names) {
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
