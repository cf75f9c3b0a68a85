package calorimeter.physics.theory;

import java.util.ArrayList;
import java.util.List;

/// All statements that can be run.
///
/// ```java
/// for (TheoryCheck check : TheoryChecks.all()) {
///     TheoryResult result = check.run();
///     System.out.println(check.name() + " " + result.residual() + " " + result.verdict());
/// }
/// ```
public final class TheoryChecks {

    private TheoryChecks() {}

    /// Every check, grouped by topic in the order of [TheoryTopic].
    public static List<TheoryCheck> all() {
        List<TheoryCheck> all = new ArrayList<>();
        for (TheoryTopic topic : TheoryTopic.values()) {
            all.addAll(of(topic));
        }
        return List.copyOf(all);
    }

    /// The checks of one topic.
    public static List<TheoryCheck> of(TheoryTopic topic) {
        return switch (topic) {
            case ENSEMBLE -> EnsembleChecks.all();
            case INFORMATION -> InformationChecks.all();
            case ENTROPY -> EntropyChecks.all();
            case LAGRANGIAN -> LagrangianChecks.all();
            case FIRST_LAW -> FirstLawChecks.all();
            case FIELD -> FieldChecks.all();
            case POSITIONS -> PositionChecks.all();
        };
    }
}
