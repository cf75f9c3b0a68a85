// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.theory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every statement holds. That each can fail is shown by plant_errors.py.
class TheoryChecksTest {

    @ParameterizedTest
    @MethodSource("names")
    void isSupported(String name) {
        TheoryCheck check = TheoryChecks.all().stream()
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElseThrow();
        TheoryResult result = check.run();
        assertThat(result.verdict())
                .as("%s: residual %s, tolerance %s", name, result.residual(), result.tolerance())
                .isEqualTo(TheoryResult.Verdict.SUPPORTED);
        assertThat(result.seconds()).isPositive();
    }

    static List<String> names() {
        return TheoryChecks.all().stream().map(TheoryCheck::name).toList();
    }

    @Test
    void namesAreUniqueAndGroupedByTopic() {
        Set<String> seen = new HashSet<>(names());
        assertThat(seen).hasSize(TheoryChecks.all().size()).hasSizeGreaterThan(50);
        assertThat(TheoryChecks.all().stream().map(TheoryCheck::topic)).isSorted();
        for (TheoryTopic topic : TheoryTopic.values()) {
            assertThat(TheoryChecks.of(topic)).isNotEmpty().allMatch(check -> check.topic() == topic);
            assertThat(TheoryTopic.of(topic.key())).isEqualTo(topic);
        }
    }

    @Test
    void residualDecides() {
        assertThat(verdict(() -> 0)).isEqualTo(TheoryResult.Verdict.SUPPORTED);
        assertThat(verdict(() -> 0.1)).isEqualTo(TheoryResult.Verdict.SUPPORTED);
        assertThat(verdict(() -> 0.11)).isEqualTo(TheoryResult.Verdict.REFUTED);
        assertThat(verdict(() -> Double.NaN)).isEqualTo(TheoryResult.Verdict.REFUTED);
        assertThat(verdict(() -> -1)).isEqualTo(TheoryResult.Verdict.REFUTED);
        assertThat(verdict(() -> {
                    throw new IllegalArgumentException("p sums to 2");
                }))
                .isEqualTo(TheoryResult.Verdict.REFUTED);
    }

    @Test
    void refusesNamelessAndUnlimited() {
        assertThatThrownBy(() -> check("other.name", 0.1, () -> 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check("field.", 0.1, () -> 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> check("field.x", 0, () -> 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("tolerance is 0.0 but must be positive and finite");
        assertThatThrownBy(() -> TheoryTopic.of("gravity"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("topic is gravity")
                .hasMessageContaining("ensemble, information, entropy");
    }

    private static TheoryResult.Verdict verdict(TheoryCheck.Residual residual) {
        return check("field.x", 0.1, residual).run().verdict();
    }

    private static TheoryCheck check(String name, double tolerance, TheoryCheck.Residual residual) {
        return new TheoryCheck(TheoryTopic.FIELD, name, "", "", "", "", tolerance, "", residual);
    }
}
