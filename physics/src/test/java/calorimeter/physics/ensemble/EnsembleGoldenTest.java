// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Against the arbitrary-precision values of make_ensemble_goldens.py.
///
/// Tolerances are a thousand rounding errors, relative to what conditions the quantity: weights e^(−u) carry a
/// relative error of ε·u, up to 745ε before they underflow.
class EnsembleGoldenTest {

    private static final double RELATIVE = 1e-12;

    /// Weights below 2.2·10⁻³⁰⁸ are subnormal and quantised in steps of 5·10⁻³²⁴; C multiplies them by u² <
    /// 745².
    private static final double SUBNORMAL = 1e-317;

    record Golden(
            String name,
            double beta,
            double logPartition,
            double meanEnergy,
            double entropy,
            double specificHeat,
            double thirdCumulant,
            EnergySpectrum spectrum) {

        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void agreesWithArbitraryPrecision(Golden golden) {
        CanonicalState state = CanonicalState.of(golden.spectrum(), golden.beta());
        double dominantExponent = Math.abs(golden.beta() * state.energy().dominant());
        double energyScale =
                Math.abs(state.energy().dominant()) + Math.abs(state.energy().excessMean());
        double deviation = Math.sqrt(state.energyVariance());

        assertThat(state.logPartition())
                .as("ln Z")
                .isCloseTo(
                        golden.logPartition(),
                        tolerance(dominantExponent + state.energy().excessLogPartition()));
        assertThat(state.meanEnergy()).as("U").isCloseTo(golden.meanEnergy(), tolerance(energyScale));
        assertThat(state.entropy()).as("S").isCloseTo(golden.entropy(), tolerance(golden.entropy()));
        assertThat(state.specificHeat()).as("C").isCloseTo(golden.specificHeat(), tolerance(golden.specificHeat()));
        assertThat(state.thirdCumulant())
                .as("κ₃")
                .isCloseTo(
                        golden.thirdCumulant(),
                        tolerance(Math.max(deviation * deviation * deviation, Math.abs(golden.thirdCumulant()))));
    }

    @Test
    void allGoldensAreThere() {
        assertThat(goldens()).hasSizeGreaterThanOrEqualTo(40);
    }

    private static Offset<Double> tolerance(double scale) {
        return within(RELATIVE * Math.abs(scale) + SUBNORMAL);
    }

    static List<Golden> goldens() {
        try (InputStream resource = EnsembleGoldenTest.class.getResourceAsStream("goldens.csv")) {
            assertThat(resource).as("goldens.csv beside this class").isNotNull();
            return new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))
                    .lines()
                    .skip(1)
                    .map(EnsembleGoldenTest::golden)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Golden golden(String line) {
        List<String> fields = List.of(line.split(";", -1));
        return new Golden(
                fields.get(0),
                Double.parseDouble(fields.get(1)),
                Double.parseDouble(fields.get(2)),
                Double.parseDouble(fields.get(3)),
                Double.parseDouble(fields.get(4)),
                Double.parseDouble(fields.get(5)),
                Double.parseDouble(fields.get(6)),
                spectrum(fields.get(7)));
    }

    /// "value*multiplicity value*multiplicity …"
    private static EnergySpectrum spectrum(String runs) {
        double[] levels = Arrays.stream(runs.split(" ", -1))
                .flatMapToDouble(run -> {
                    int star = run.indexOf('*');
                    double[] copies = new double[Integer.parseInt(run.substring(star + 1))];
                    Arrays.fill(copies, Double.parseDouble(run.substring(0, star)));
                    return Arrays.stream(copies);
                })
                .toArray();
        return EnergySpectrum.of(levels);
    }
}
