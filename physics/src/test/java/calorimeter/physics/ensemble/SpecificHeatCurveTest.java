// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.ensemble;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.exact.TwoLevelSystem;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecificHeatCurveTest {

    /// u·tanh(u/2) = 2 at u = 2.39935728052…, C = 0.43922884… for two single levels.
    @Test
    void findsTheSchottkyPeak() {
        SpecificHeatPeak peak =
                new SpecificHeatCurve(EnergySpectrum.of(3, 3.5)).peak().orElseThrow();
        assertThat(peak.beta()).isCloseTo(2 * 2.3993572805, within(1e-9));
        assertThat(peak.specificHeat()).isCloseTo(0.4392288399, within(1e-9));
    }

    /// C is a pure number: in another unit of energy β* is 1/unit of what it was, and C* the same.
    @ParameterizedTest
    @ValueSource(ints = {-1000, -560, -400, -250, -201, -199, 0, 199, 201, 340, 515, 700, 1000})
    void theUnitOfEnergyChangesNothing(int exponent) {
        double unit = Math.scalb(1.0, exponent);
        for (double[] levels : new double[][] {{0, 1}, {0, 1, 1, 2}, {-3, 1, 4, 4, 5}, {0, 1e-4, 1, 1}}) {
            double[] scaled = Arrays.stream(levels).map(level -> level * unit).toArray();
            SpecificHeatCurve curve = new SpecificHeatCurve(EnergySpectrum.of(levels));
            SpecificHeatCurve inUnit = new SpecificHeatCurve(EnergySpectrum.of(scaled));
            SpecificHeatPeak peak = curve.peak().orElseThrow();
            SpecificHeatPeak peakInUnit = inUnit.peak().orElseThrow();
            assertThat(peakInUnit.specificHeat()).isCloseTo(peak.specificHeat(), within(1e-12));
            assertThat(peakInUnit.beta() * unit).isCloseTo(peak.beta(), within(1e-7 * peak.beta()));
            for (double beta : new double[] {-2, 0, 0.5, 1, 3}) {
                CanonicalState state = curve.at(beta);
                CanonicalState stateInUnit = inUnit.at(beta / unit);
                assertThat(stateInUnit.specificHeat()).isEqualTo(state.specificHeat());
                assertThat(stateInUnit.entropy()).isEqualTo(state.entropy());
                assertThat(stateInUnit.meanEnergy()).isEqualTo(state.meanEnergy() * unit);
                assertThat(stateInUnit.logPartition()).isEqualTo(state.logPartition());
                // The sign of dC/dT tells which side of the maximum this is.
                assertThat(Math.signum(stateInUnit.specificHeatSlope()))
                        .isEqualTo(Math.signum(state.specificHeatSlope()));
            }
        }
    }

    /// More levels than are scanned exactly.
    @Test
    void theUnitOfEnergyChangesNothingInALargeSpectrum() {
        double[] levels = new double[20_000];
        Arrays.setAll(levels, j -> j % 7);
        double[] scaled = Arrays.stream(levels).map(level -> level * 0x1p-540).toArray();
        SpecificHeatPeak peak =
                new SpecificHeatCurve(EnergySpectrum.of(levels)).peak().orElseThrow();
        assertThat(new SpecificHeatCurve(EnergySpectrum.of(scaled))
                        .peak()
                        .orElseThrow()
                        .specificHeat())
                .isCloseTo(peak.specificHeat(), within(1e-12));
    }

    @Test
    void findsThePeakAtAnyDegeneracy() {
        for (int[] g : new int[][] {{1, 1}, {5, 1}, {1, 5}, {1, 1000}, {1000, 1}, {1, 99_999}}) {
            TwoLevelSystem system = new TwoLevelSystem(0.3, g[0], g[1]);
            SpecificHeatPeak peak =
                    new SpecificHeatCurve(system.spectrum()).peak().orElseThrow();
            double expected = system.specificHeatPeak();
            assertThat(peak.beta()).isCloseTo(expected, within(1e-11 * expected));
            assertThat(peak.specificHeat()).isCloseTo(system.specificHeat(expected), within(1e-11));
        }
    }

    /// A pair of close levels and a distant one: two anomalies, each near its own two-level value.
    @Test
    void separatesTwoAnomalies() {
        List<SpecificHeatPeak> peaks = new SpecificHeatCurve(EnergySpectrum.of(0, 1e-4, 1, 1)).peaks();
        assertThat(peaks).hasSize(2);
        assertThat(peaks.get(0).beta()).isCloseTo(2.39936, within(1e-3));
        assertThat(peaks.get(1).beta()).isCloseTo(2.39936e4, within(1.0));
        assertThat(new SpecificHeatCurve(EnergySpectrum.of(0, 1e-4, 1, 1, 1, 1, 1))
                        .peak()
                        .orElseThrow()
                        .beta())
                .isLessThan(10);
    }

    /// No β of a much finer and wider grid gives a larger C than the peak that was found.
    @Test
    void noOtherTemperatureIsHigher() {
        RandomGenerator random = new SplittableRandom(17);
        for (int trial = 0; trial < 200; trial++) {
            double[] levels = new double[2 + random.nextInt(60)];
            for (int j = 0; j < levels.length; j++) {
                levels[j] = random.nextGaussian() * Math.pow(10, random.nextInt(3));
            }
            SpecificHeatCurve curve = new SpecificHeatCurve(EnergySpectrum.of(levels));
            double highest = curve.peak().orElseThrow().specificHeat();
            for (CanonicalState state : curve.onLogGrid(1e-4, 1e5, 3000)) {
                assertThat(state.specificHeat()).isLessThanOrEqualTo(highest * (1 + 1e-12));
            }
        }
    }

    /// Four groups of levels, C = 1.5325 at β ≈ 2.23 between a slope that falls and one that falls faster:
    /// its samples alone do not show it.
    @Test
    void findsAShallowMaximum() {
        double[] levels = new double[32];
        Arrays.fill(levels, 1, 6, 1.1883);
        Arrays.fill(levels, 6, 27, 3.8639);
        Arrays.fill(levels, 27, 32, 4.9535);
        assertThat(new SpecificHeatCurve(EnergySpectrum.of(levels)).peaks()).anySatisfy(peak -> {
            assertThat(peak.beta()).isCloseTo(2.23, within(0.02));
            assertThat(peak.specificHeat()).isCloseTo(1.5325, within(5e-5));
        });
    }

    /// As many maxima as a grid of one part in 2000 has, also where three groups of levels nearly merge.
    @Test
    void findsWhatAFineGridShows() {
        RandomGenerator random = new SplittableRandom(29);
        for (int trial = 0; trial < 60; trial++) {
            double[] levels = new double[40];
            for (int j = 1; j < levels.length; j++) {
                levels[j] = j < 4 ? 1 : j < 16 ? 2 + 2 * trial / 60.0 : 5 + random.nextDouble();
            }
            SpecificHeatCurve curve = new SpecificHeatCurve(EnergySpectrum.of(levels));
            List<CanonicalState> grid = curve.onLogGrid(0.2, 50, 11_000);
            int maxima = 0;
            for (int k = 1; k + 1 < grid.size(); k++) {
                double heat = grid.get(k).specificHeat();
                boolean rises = grid.get(k - 1).specificHeat() < heat;
                maxima += rises && heat >= grid.get(k + 1).specificHeat() ? 1 : 0;
            }
            assertThat(curve.peaks()).as("trial %s", trial).hasSize(maxima);
        }
    }

    @Test
    void distanceIsLogarithmicAndSigned() {
        SpecificHeatCurve curve = new SpecificHeatCurve(EnergySpectrum.of(0, 1, 1, 4));
        double peak = curve.peak().orElseThrow().beta();
        assertThat(curve.logDistanceFromPeak(peak * Math.E).orElseThrow()).isCloseTo(1, within(1e-13));
        assertThat(curve.logDistanceFromPeak(peak / Math.E).orElseThrow()).isCloseTo(-1, within(1e-13));
        assertThatThrownBy(() -> curve.logDistanceFromPeak(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("-1.0");
    }

    /// Two equal levels with the upper one occupied by x: an arc of the circle of radius 2.
    @Test
    void lengthOfTwoLevelsIsAnArc() {
        SpecificHeatCurve curve = new SpecificHeatCurve(EnergySpectrum.of(0, 1));
        double hot = Math.asin(Math.sqrt(1 / (1 + Math.exp(0.01))));
        double cold = Math.asin(Math.sqrt(1 / (1 + Math.exp(30))));
        assertThat(curve.length(0.01, 30)).isCloseTo(2 * (hot - cold), within(1e-11));
        assertThat(curve.length(30, 0.01)).isCloseTo(curve.length(0.01, 30), within(1e-11));
        assertThat(curve.length(2, 2)).isZero();
        assertThat(new SpecificHeatCurve(EnergySpectrum.of(3, 3)).length(1, 2)).isZero();
        assertThatThrownBy(() -> curve.length(0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("beta goes from 0.0 to 1.0 but must be positive and finite at both ends");
    }

    @Test
    void flatSpectraHaveNoPeak() {
        SpecificHeatCurve flat = new SpecificHeatCurve(EnergySpectrum.of(2, 2, 2));
        assertThat(flat.peak()).isEmpty();
        assertThat(flat.peaks()).isEmpty();
        assertThat(flat.logDistanceFromPeak(1)).isEmpty();
        assertThat(new SpecificHeatCurve(EnergySpectrum.of(7)).peak()).isEmpty();
    }

    /// A gap that no double β can resolve ends the search instead of running for ever.
    @Test
    void searchEndsForUnresolvableGaps() {
        assertThat(new SpecificHeatCurve(EnergySpectrum.of(0, Double.MIN_VALUE, 1)).peaks())
                .hasSize(1);
    }

    /// The area under C dT/T = C d(ln T) is the entropy gained, ln(n/g), as the third law has it.
    @Test
    void areaUnderTheCurveIsTheEntropy() {
        SpecificHeatCurve curve = new SpecificHeatCurve(EnergySpectrum.of(0, 0, 1, 2, 5));
        int points = 4001;
        double low = 1e-7;
        double high = 1e3;
        double step = Math.log(high / low) / (points - 1);
        double area = 0;
        for (CanonicalState state : curve.onLogGrid(low, high, points)) {
            area += state.specificHeat() * step;
        }
        // The integrand is smooth and vanishes at both ends, so the trapezoid sum converges faster than any
        // power.
        assertThat(area).isCloseTo(Math.log(5.0 / 2), within(1e-12));
    }

    @Test
    void gridIsEvenInTheLogarithmAndChecked() {
        SpecificHeatCurve curve = new SpecificHeatCurve(EnergySpectrum.of(0, 1));
        List<CanonicalState> states = curve.onLogGrid(0.01, 100, 5);
        assertThat(states).extracting(CanonicalState::beta).first().isEqualTo(0.01);
        assertThat(states.get(2).beta()).isCloseTo(1, within(1e-14));
        assertThat(states.get(4).beta()).isEqualTo(100);
        assertThat(states.get(2)).isEqualTo(curve.at(states.get(2).beta()));
        assertThatThrownBy(() -> curve.onLogGrid(0, 1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> curve.onLogGrid(2, 1, 5)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> curve.onLogGrid(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    /// The search of a large spectrum sees merged levels; what it finds is a maximum of the spectrum itself.
    @Test
    void theMaximumOfALargeSpectrumIsItsOwn() {
        RandomGenerator random = new SplittableRandom(23);
        double[] levels = new double[20_000];
        for (int j = 0; j < levels.length; j++) {
            levels[j] = 3 * Math.sqrt(-2 * StrictMath.log(1 - random.nextDouble())) + (j % 3 == 0 ? 40 : 0);
        }
        SpecificHeatCurve curve = new SpecificHeatCurve(EnergySpectrum.of(levels));
        List<SpecificHeatPeak> peaks = curve.peaks();

        assertThat(peaks).hasSizeGreaterThan(1);
        for (SpecificHeatPeak peak : peaks) {
            assertThat(curve.at(peak.beta() * (1 - 1e-8)).specificHeatSlope()).isNegative();
            assertThat(curve.at(peak.beta() * (1 + 1e-8)).specificHeatSlope()).isPositive();
        }
        double highest = curve.peak().orElseThrow().specificHeat();
        for (CanonicalState state : curve.onLogGrid(1e-3, 1e5, 500)) {
            assertThat(state.specificHeat()).isLessThanOrEqualTo(highest * (1 + 1e-14));
        }
    }
}
