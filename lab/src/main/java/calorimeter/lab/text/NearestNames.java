package calorimeter.lab.text;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// What a person may have meant by a name that does not exist.
public final class NearestNames {

    private static final int MOST = 3;

    private NearestNames() {}

    /// "; did you mean a, b?" with the names of least edit distance, or nothing if there are no names.
    public static String suggestion(String wanted, Collection<String> names) {
        List<String> nearest = to(wanted, names);
        return nearest.isEmpty() ? "" : "; did you mean " + String.join(", ", nearest) + "?";
    }

    /// The names of least edit distance, nearest first; at most three.
    public static List<String> to(String wanted, Collection<String> names) {
        List<String> sorted = new ArrayList<>(names);
        sorted.sort(Comparator.<String>comparingInt(name -> distance(wanted, name))
                .thenComparing(Comparator.naturalOrder()));
        return List.copyOf(sorted.subList(0, Math.min(MOST, sorted.size())));
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
