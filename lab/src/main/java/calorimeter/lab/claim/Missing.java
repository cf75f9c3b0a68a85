package calorimeter.lab.claim;

/// What an undecided claim lacks.
///
/// @param seeds how many more seeds at each setting would decide it if what was seen so far persists; 0 when
///     more seeds alone would not
/// @param advice one sentence
public record Missing(int seeds, String advice) {

    public static final Missing NOTHING = new Missing(0, "");

    public Missing {
        if (seeds < 0) {
            throw new IllegalArgumentException("further seeds are " + seeds + " but must be at least 0");
        }
    }

    static Missing seeds(int seeds) {
        return new Missing(seeds, "if what was seen so far persists");
    }

    static Missing hopeless(String advice) {
        return new Missing(0, advice);
    }
}
