// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

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
        return Arrays.stream(TheoryTopic.values())
                .flatMap(topic -> of(topic).stream())
                .toList();
    }

    /// The checks of one topic.
    public static List<TheoryCheck> of(TheoryTopic topic) {
        return switch (topic) {
            case ENSEMBLE -> EnsembleChecks.all();
            case INFORMATION -> InformationChecks.all();
            case ENTROPY -> EntropyChecks.all();
            case CRITICAL_BETA -> CriticalBetaChecks.all();
            case SCALING -> ScalingChecks.all();
            case LAGRANGIAN ->
                Stream.of(OrbitChecks.all(), FlowChecks.all(), ActionChecks.all())
                        .flatMap(List::stream)
                        .toList();
            case FIRST_LAW -> FirstLawChecks.all();
            case FIELD -> FieldChecks.all();
            case POSITIONS -> PositionChecks.all();
            case NOETHER -> NoetherChecks.all();
            case CONSTRAINTS -> ConstraintChecks.all();
        };
    }
}
