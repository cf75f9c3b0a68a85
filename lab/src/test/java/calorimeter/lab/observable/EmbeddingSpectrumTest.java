// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingSpectrumTest {

    private static float[] noise(int values, long seed) {
        RandomStream random = Seed.of(seed).stream();
        float[] noise = new float[values];
        for (int i = 0; i < values; i++) {
            noise[i] = (float) random.nextGaussian();
        }
        return noise;
    }

    /// Σ_columns |Σ_a W_a (cos θ − i sin θ)|² with θ = 2πka/p.
    private static double power(float[] embedding, int width, int p, int k) {
        double power = 0;
        for (int column = 0; column < width; column++) {
            double real = 0;
            double imaginary = 0;
            for (int a = 0; a < p; a++) {
                double angle = -2 * Math.PI * k * a / p;
                real += embedding[a * width + column] * Math.cos(angle);
                imaginary += embedding[a * width + column] * Math.sin(angle);
            }
            power += real * real + imaginary * imaginary;
        }
        return power;
    }

    /// The last rows, of the operator and the equals sign, are no residues.
    @ParameterizedTest
    @ValueSource(ints = {3, 7, 12, 53})
    void itIsTheFourierTransform(int p) {
        int width = 5;
        float[] embedding = noise((p + 2) * width, p);

        double[] power = new EmbeddingSpectrum(p).power(embedding, width);

        assertThat(power).hasSize(p / 2);
        for (int k = 1; k <= power.length; k++) {
            double expected = power(embedding, width, p, k);
            assertThat(power[k - 1]).isCloseTo(expected, within(1e-11 * expected + 1e-12));
        }
    }

    /// cos(2πka/p + φ) has |p/2|² at k and nothing elsewhere.
    @ParameterizedTest
    @ValueSource(ints = {1, 17, 56})
    void aPureCosineIsOneFrequency(int frequency) {
        int p = 113;
        int width = 4;
        float[] embedding = new float[p * width];
        for (int a = 0; a < p; a++) {
            for (int phase = 0; phase < width; phase++) {
                embedding[a * width + phase] = (float) Math.cos(2 * Math.PI * frequency * a / p + phase);
            }
        }

        double[] power = new EmbeddingSpectrum(p).power(embedding, width);

        double all = Arrays.stream(power).sum();
        assertThat(power[frequency - 1]).isCloseTo(width * p * p / 4.0, within(0.01));
        assertThat(power[frequency - 1] / all).isCloseTo(1, within(1e-12));
        assertThat(EmbeddingSpectrum.concentration(power)).isCloseTo(1, within(1e-12));
    }

    @Test
    void theConstantPartDoesNotCount() {
        float[] embedding = noise(31 * 8, 1);
        float[] shifted = embedding.clone();
        for (int i = 0; i < shifted.length; i++) {
            shifted[i] += 1000;
        }
        EmbeddingSpectrum spectrum = new EmbeddingSpectrum(31);

        // float32 near 1000 is exact to 3e-5
        double[] expected = spectrum.power(embedding, 8);
        assertThat(spectrum.power(shifted, 8)).containsExactly(expected, within(0.1));
    }

    /// For Gaussian noise of variance 1 in d columns P_k/(pd) is a mean of d exponentials: mean 1, deviation
    /// 1/√d. The five strongest of n exceed the mean, but with z = 5 none by more than 5/√d.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void noiseIsSpreadOverAllFrequencies(long seed) {
        int p = 113;
        int n = p / 2;
        int width = 512;
        double z = 5;
        double[] power = new EmbeddingSpectrum(p).power(noise(p * width, seed), width);

        double mean = Arrays.stream(power).average().orElseThrow() / ((double) p * width);
        assertThat(mean).isCloseTo(1, within(z / Math.sqrt((double) n * width)));
        double share = 5.0 / n;
        double deviation = 1 / Math.sqrt(width);
        assertThat(EmbeddingSpectrum.concentration(power)).isBetween(share, share * (1 + z * deviation) / mean);
    }

    @Test
    void concentrationIsTheShareOfTheFiveStrongest() {
        assertThat(EmbeddingSpectrum.concentration(new double[] {1, 2, 0, 3, 0, 4, 5, 6, 7}))
                .isEqualTo(25.0 / 28);
        assertThat(EmbeddingSpectrum.concentration(new double[] {1, 2})).isEqualTo(1);
        assertThat(EmbeddingSpectrum.concentration(new double[] {0, 0, 0, 0, 0, 0}))
                .isNaN();
    }
}
