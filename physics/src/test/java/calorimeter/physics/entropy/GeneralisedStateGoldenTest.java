// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.entropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.EnergySpectrum;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/// Against the 25-digit values of make_theory_goldens.py. Every digit of p, S and μ is of order one, so a thousand
/// rounding errors are allowed absolutely.
class GeneralisedStateGoldenTest {

    private static final double ROUNDING = 1000 * 0x1p-53;

    @ParameterizedTest
    @CsvFileSource(resources = "generalised.csv", delimiter = ';', numLinesToSkip = 1)
    void agreesWithTwentyFiveDigits(
            String kind, double parameter, double temperature, double mu, double s, String p, String levels) {
        GeneralisedState state =
                GeneralisedState.of(entropy(kind, parameter), EnergySpectrum.of(numbers(levels)), temperature);
        assertThat(state.probabilities()).containsExactly(numbers(p), within(ROUNDING));
        assertThat(state.entropy()).isCloseTo(s, within(ROUNDING));
        // Near its maximum a sparse or sure p says little about μ: s″ may be large.
        assertThat(state.chemicalPotential()).isCloseTo(mu, within(ROUNDING * (1 + Math.abs(mu))));
    }

    private static GeneralisedEntropy entropy(String kind, double parameter) {
        return switch (kind) {
            case "tsallis" -> new Tsallis(parameter);
            case "kaniadakis" -> new Kaniadakis(parameter);
            case "abe" -> new Abe(parameter);
            default -> throw new IllegalStateException("unknown entropy " + kind);
        };
    }

    private static double[] numbers(String list) {
        return Arrays.stream(list.split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
