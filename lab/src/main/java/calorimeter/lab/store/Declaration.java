package calorimeter.lab.store;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// That a claim was written down, word for word, at a time: before the runs that judge it, or after.
///
/// @param reproduction the experiment it belongs to
/// @param claim its short name
/// @param identity hash of the text
/// @param text statement, source and prediction with every threshold
/// @param declaredAt when the store first saw this identity
public record Declaration(String reproduction, String claim, String identity, String text, Instant declaredAt) {

    /// In place of a claim's name: which runs the experiment is to have.
    public static final String DESIGN = "PLAN";

    public Declaration {
        // As it is written: what is read back must be equal.
        declaredAt = declaredAt.truncatedTo(ChronoUnit.MILLIS);
    }
}
