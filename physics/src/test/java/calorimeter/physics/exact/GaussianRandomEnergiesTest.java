// SPDX-License-Identifier: Apache-2.0
package calorimeter.physics.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import calorimeter.physics.ensemble.CanonicalState;
import calorimeter.physics.ensemble.SpecificHeatPeak;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GaussianRandomEnergiesTest {

    /// How many standard errors a mean may be off; with fixed seeds this decides once and for all.
    private static final double Z = 4;

    private record Sample(double mean, double standardError) {

        static Sample of(
                GaussianRandomEnergies model, double beta, int draws, long seed, ToDoubleFunction<CanonicalState> of) {
            RandomGenerator random = new SplittableRandom(seed);
            double mean = 0;
            double squares = 0;
            for (int k = 1; k <= draws; k++) {
                double value = of.applyAsDouble(CanonicalState.of(model.sample(random), beta));
                double distance = value - mean;
                mean += distance / k;
                squares += distance * (value - mean);
            }
            return new Sample(mean, Math.sqrt(squares / (draws - 1) / draws));
        }
    }

    /// ⟨Z⟩ and Var Z are exact at every n.
    @Test
    void momentsOfThePartitionFunctionAreExact() {
        GaussianRandomEnergies model = new GaussianRandomEnergies(32, 0.8);
        double beta = 1;
        double annealed = Math.exp(model.annealedLogPartition(beta));
        Sample first = Sample.of(model, beta, 40_000, 1, state -> Math.exp(state.logPartition()) / annealed);
        assertThat(first.mean()).isCloseTo(1, within(Z * first.standardError()));
        Sample second =
                Sample.of(model, beta, 40_000, 2, state -> Math.pow(Math.exp(state.logPartition()) / annealed - 1, 2));
        assertThat(second.mean()).isCloseTo(model.relativePartitionVariance(beta), within(Z * second.standardError()));
    }

    /// Sampled averages agree with the integrals on both sides of the maximum of C.
    @ParameterizedTest
    @ValueSource(doubles = {0.5, 1.2, 2.5})
    void averagesAreThoseOfSamples(double beta) {
        GaussianRandomEnergies model = new GaussianRandomEnergies(64, 2);
        Sample logPartition = Sample.of(model, beta, 5000, 3, CanonicalState::logPartition);
        assertThat(logPartition.mean())
                .isCloseTo(model.meanLogPartition(beta), within(Z * logPartition.standardError()));
        Sample energy = Sample.of(model, beta, 5000, 4, CanonicalState::meanEnergy);
        assertThat(energy.mean()).isCloseTo(model.meanEnergy(beta), within(Z * energy.standardError()));
        Sample heat = Sample.of(model, beta, 5000, 5, CanonicalState::specificHeat);
        assertThat(heat.mean()).isCloseTo(model.meanSpecificHeat(beta), within(Z * heat.standardError()));
        Sample concentration =
                Sample.of(model, beta, 5000, 6, state -> state.energy().concentration());
        assertThat(concentration.mean())
                .isCloseTo(model.meanConcentration(beta), within(Z * concentration.standardError()));
    }

    /// Against make_scaling_goldens.py, which differentiates ⟨ln Z⟩ by differences.
    @ParameterizedTest
    @CsvFileSource(resources = "random_energies.csv", delimiter = ';', numLinesToSkip = 1)
    void agreesWithGaussLegendre(int count, double b, double logPartition, double first, double heat) {
        GaussianRandomEnergies model = new GaussianRandomEnergies(count, 1);
        assertThat(model.meanLogPartition(b)).isCloseTo(logPartition, within(1e-12 * logPartition));
        assertThat(model.meanEnergy(b)).isCloseTo(-first, within(1e-10 * (1 + first)));
        assertThat(model.meanSpecificHeat(b)).isCloseTo(heat, within(2e-8 * b * b));
    }

    @Test
    void heatAndPeaksOfUnrelatedKeys() {
        assertThat(new GaussianRandomEnergies(1024, 1).meanSpecificHeat(1)).isCloseTo(0.992198, within(5e-7));
        GaussianRandomEnergies model = new GaussianRandomEnergies(113, 2);
        assertThat(model.peak().beta() / model.criticalBeta()).isCloseTo(0.7852, within(5e-4));
        assertThat(model.peak().specificHeat())
                .isGreaterThan(model.meanSpecificHeat(1.01 * model.peak().beta()))
                .isGreaterThan(model.meanSpecificHeat(0.99 * model.peak().beta()));
        assertThatThrownBy(() -> model.meanSpecificHeat(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("beta times sigma is 0.0");
    }

    /// Between its nodes, at both ends of what it tabulates and beyond.
    @ParameterizedTest
    @CsvSource({"2, 0.003", "2, 0.31", "3, 1.7", "16, 0.08", "64, 3.3", "512, 5.9", "512, 0.4"})
    void heatIsInterpolated(int count, double b) {
        double exact = new GaussianRandomEnergies(count, 1).meanSpecificHeat(b);
        assertThat(RandomHeat.of(count, b)).isCloseTo(exact, within(1e-4 * exact));
        assertThat(RandomHeat.of(count, 1e-5)).isCloseTo(1e-10 * (count - 1) / count, within(1e-15));
        assertThat(RandomHeat.of(count, 0)).isZero();
        assertThatThrownBy(() -> RandomHeat.of(1, b)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Tag("slow")
    void heatFallsAsTheTemperature() {
        double edge = new GaussianRandomEnergies(4, 1).meanSpecificHeat(75);
        assertThat(RandomHeat.of(4, 75)).isCloseTo(edge, within(1e-4 * edge));
        assertThat(RandomHeat.of(4, 100))
                .isCloseTo(new GaussianRandomEnergies(4, 1).meanSpecificHeat(100), within(0.01 * edge));
    }

    /// Jensen: the mean of ln Z never exceeds the annealed value, and from β_c on it stays clearly below.
    @Test
    void annealedIsAnUpperBound() {
        GaussianRandomEnergies model = new GaussianRandomEnergies(512, 1);
        double critical = model.criticalBeta();
        for (double fraction : new double[] {0.2, 0.5, 1, 2, 4}) {
            double beta = fraction * critical;
            Sample sample = Sample.of(model, beta, 500, 6, CanonicalState::logPartition);
            double allowance = (fraction < 1 ? Z : -Z) * sample.standardError();
            assertThat(sample.mean()).isLessThan(model.annealedLogPartition(beta) + allowance);
        }
    }

    /// Freezing: beyond β_c the entropy leaves the annealed parabola, which would be negative, for a few nats;
    /// weight condenses on few levels. Finite-n corrections are large, so only the qualitative limit is asked
    /// for.
    @Test
    void freezesBeyondTheCriticalTemperature() {
        GaussianRandomEnergies model = new GaussianRandomEnergies(4096, 1);
        double cold = 2 * model.criticalBeta();
        Sample entropy = Sample.of(model, cold, 400, 7, CanonicalState::entropy);
        assertThat(entropy.mean()).isBetween(0.0, 0.15 * Math.log(4096));
        assertThat(Math.log(4096) - cold * cold / 2).isLessThan(-20);

        Sample condensed =
                Sample.of(model, cold, 400, 8, state -> state.energy().concentration());
        Sample spread = Sample.of(
                model,
                0.4 * model.criticalBeta(),
                400,
                8,
                state -> state.energy().concentration());
        assertThat(condensed.mean()).isCloseTo(model.limitingConcentration(cold), within(0.15));
        assertThat(spread.mean()).isLessThan(0.01);

        Sample heat = Sample.of(model, cold, 400, 9, CanonicalState::specificHeat);
        assertThat(heat.mean()).isLessThan(0.1 * cold * cold);
    }

    @Test
    void limitsMeetAtTheCriticalTemperature() {
        GaussianRandomEnergies model = new GaussianRandomEnergies(1000, 3);
        double critical = model.criticalBeta();
        assertThat(critical).isCloseTo(Math.sqrt(2 * Math.log(1000)) / 3, within(1e-15));
        assertThat(model.limitingLogPartition(critical * (1 + 1e-12)))
                .isCloseTo(model.limitingLogPartition(critical), within(1e-9));
        assertThat(model.limitingConcentration(critical)).isZero();
        assertThatThrownBy(() -> model.limitingLogPartition(-1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void sampleIsSeeded() {
        GaussianRandomEnergies model = new GaussianRandomEnergies(10, 1);
        assertThat(model.sample(new SplittableRandom(1))).isEqualTo(model.sample(new SplittableRandom(1)));
        assertThat(model.sample(new SplittableRandom(1))).isNotEqualTo(model.sample(new SplittableRandom(2)));
    }

    /// Two levels at a distance Δ ~ N(0, 2): the mean of (βΔ/2)²/cosh²(βΔ/2) by the trapezoidal rule.
    @Test
    void theMeanPeakOfTwoLevelsIsAnIntegral() {
        double highest = 0;
        for (double beta = 1; beta < 4; beta += 0.01) {
            double sum = 0;
            for (double delta = -12; delta <= 12; delta += 0.01) {
                double half = beta * delta / 2;
                double heat = half * half / Math.pow(Math.cosh(half), 2);
                sum += 0.01 * heat * Math.exp(-delta * delta / 4) / Math.sqrt(4 * Math.PI);
            }
            highest = Math.max(highest, sum);
        }
        SpecificHeatPeak peak = new GaussianRandomEnergies(2, 1).meanPeak(20_000, new SplittableRandom(5));
        // A C between 0 and 0.44 has a deviation below 0.22, so a mean of 20 000 an error below 0.0016.
        assertThat(peak.specificHeat()).isCloseTo(highest, within(Z * 0.0016));
        SpecificHeatPeak scaled = new GaussianRandomEnergies(2, 10).meanPeak(20_000, new SplittableRandom(5));
        assertThat(scaled.specificHeat()).isCloseTo(peak.specificHeat(), within(1e-9));
        assertThat(scaled.beta()).isCloseTo(peak.beta() / 10, within(1e-4));
    }

    /// No β of a grid has a larger mean.
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 48, 256})
    void theMeanPeakIsTheHighestOfAllTemperatures(int count) {
        GaussianRandomEnergies model = new GaussianRandomEnergies(count, 1);
        double peak = model.meanPeak(300, new SplittableRandom(7)).specificHeat();
        double highest = 0;
        for (double beta = 0.1; beta < 40; beta *= 1.05) {
            double at = beta;
            highest = Math.max(
                    highest,
                    Sample.of(model, at, 300, 7, CanonicalState::specificHeat).mean());
        }
        assertThat(peak).isBetween(highest * (1 - 1e-9), highest * 1.002);
    }
}
