// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every measured charge follows its exact law to rounding: update by update, and over all updates. A law
/// holds whatever its blocks, since ⟨X, ∇f⟩ is measured; that no block was forgotten is seen from its being
/// zero at the beginning but for rounding, and of scales for the ε of norms.
class ExactLawsTest {

    private static final List<String> MODELS = List.of(
            "nanda model=mlp layers=2 learning-rate=0.05",
            "nanda model=mlp norm=batch-norm batch-size=8 learning-rate=0.05",
            "nanda biases=all learning-rate=0.02",
            "pandey activation=relu batch-size=8 learning-rate=0.05",
            "verma layers=2 batch-size=8 learning-rate=0.05");

    private static final List<String> RULES = List.of(
            "momentum=0 weight-decay=0",
            "momentum=0 weight-decay=0.005 dampening=0.3",
            "momentum=0.9 weight-decay=0",
            "momentum=0.9 weight-decay=0.005",
            "momentum=0.9 weight-decay=0.005 dampening=0.3");

    static Stream<Arguments> runs() {
        return MODELS.stream().flatMap(model -> RULES.stream().map(rule -> Arguments.of(model, rule)));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void chargesFollowTheirLaws(String model, String rule) {
        assertFollowed(model, rule, 200, 20);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("runs")
    void chargesFollowTheirLawsForLong(String model, String rule) {
        assertFollowed(model, rule, 2000, 60);
    }

    private static void assertFollowed(String model, String rule, int steps, int roundings) {
        try (FollowedTraining training = new FollowedTraining(model + " optimizer=sgd " + rule)) {
            training.run(steps, 20);
            for (String group : training.groups()) {
                double[] residual = training.column(group + ".residual");
                assertThat(residual[0]).isNaN();
                assertThat(Arrays.stream(residual).skip(1).max().orElseThrow())
                        .as(group)
                        .isLessThanOrEqualTo(4);
                boolean scale = group.endsWith("filters") || group.endsWith("scale");
                assertThat(training.column(group + ".violation")[0]).as(group).isLessThan(scale ? 1e-2 : 1e-5);
                double charge = training.last(group + ".charge");
                assertThat(training.last(group + ".exact"))
                        .as(group)
                        .isCloseTo(charge, within(1e-5 * Math.abs(charge) + roundings * 0x1p-24));
            }
        }
    }

    /// Momenta begin at rest and stay there: torques vanish.
    @Test
    void angularMomentaStayZero() {
        try (FollowedTraining training =
                new FollowedTraining("nanda biases=all learning-rate=0.02 optimizer=sgd momentum=0.9")) {
            training.run(100, 10);

            for (String group : List.of("layer0.attention.scores", "layer0.attention.values", "stream")) {
                assertThat(training.largest(group + ".angularmomentum"))
                        .as(group)
                        .isLessThan(1e-5);
            }
            assertThat(training.largest("layer0.attention.scores.drift")).isGreaterThan(1e-5);
        }
    }

    /// Adam has no such law, and none is recorded; all charges drift.
    @Test
    void adamHasNoLaws() {
        try (FollowedTraining training = new FollowedTraining("nanda weight-decay=0")) {
            training.run(20, 10);

            assertThat(training.names()).noneMatch(name -> name.endsWith(".exact") || name.endsWith(".residual"));
            assertThat(training.last("layer0.attention.values.drift")).isGreaterThan(1e-4);
        }
    }
}
