// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Answer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CovarianceSpectrumTest {

    /// Observations ±a_j on the axes: n = 2d of them, so λ_j = a_j²/d. A shift of the origin changes nothing.
    @Test
    void axesHaveTheirClosedForm() {
        int width = 8;
        double[] amplitudes = {8, 7, 6, 5, 4, 3, 2, 1};
        float[] observations = new float[2 * width * width];
        Arrays.fill(observations, 10);
        for (int j = 0; j < width; j++) {
            observations[2 * j * width + j] += (float) amplitudes[j];
            observations[(2 * j + 1) * width + j] -= (float) amplitudes[j];
        }
        CovarianceSpectrum spectrum = CovarianceSpectrum.of(observations, width);
        for (int j = 0; j < width; j++) {
            assertThat(spectrum.eigenvalues()[j]).isCloseTo(amplitudes[j] * amplitudes[j] / width, within(1e-12));
        }
        double head = 64 + 49 + 36 + 25 + 16;
        assertThat(spectrum.headTailContrast().orElseThrow()).isCloseTo(Math.log(head / (9 + 4 + 1)), within(1e-12));
    }

    /// The trace is the total variance, and a rotation of two axes leaves the spectrum alone.
    @Test
    void rotationsLeaveTheSpectrumAlone() {
        Random random = new Random(31);
        int width = 10;
        float[] plain = new float[200 * width];
        float[] turned = new float[plain.length];
        for (int i = 0; i < plain.length; i++) {
            plain[i] = (float) ((1 + i % width) * random.nextGaussian());
        }
        for (int row = 0; row < 200; row++) {
            System.arraycopy(plain, row * width, turned, row * width, width);
            float x = plain[row * width];
            float y = plain[row * width + 9];
            turned[row * width] = (float) (0.6 * x - 0.8 * y);
            turned[row * width + 9] = (float) (0.8 * x + 0.6 * y);
        }
        double[] before = CovarianceSpectrum.of(plain, width).eigenvalues();
        double[] after = CovarianceSpectrum.of(turned, width).eigenvalues();
        for (int j = 0; j < width; j++) {
            assertThat(after[j]).isCloseTo(before[j], within(1e-5 * before[0]));
        }
    }

    /// For 20 000 isotropic observations eigenvalues scatter by 1 ± 2√(d/n) = ± 5 %, so m exceeds ln(5/7) by
    /// less than 0.1.
    @Test
    void isotropicNoiseHasTheContrastOfItsDimensions() {
        Random random = new Random(32);
        float[] observations = new float[20_000 * 12];
        for (int i = 0; i < observations.length; i++) {
            observations[i] = (float) random.nextGaussian();
        }
        double contrast =
                CovarianceSpectrum.of(observations, 12).headTailContrast().orElseThrow();
        assertThat(contrast).isBetween(Math.log(5 / 7.0), Math.log(5 / 7.0) + 0.1);
    }

    @Test
    void declinesWithoutATailAndRefusesBrokenRows() {
        assertThat(CovarianceSpectrum.of(new float[50], 5).headTailContrast()).isInstanceOf(Answer.Declined.class);
        assertThat(CovarianceSpectrum.of(new float[36], 6).headTailContrast()).isInstanceOf(Answer.Declined.class);
        assertThat(CovarianceSpectrum.of(new float[60], 6).headTailContrast()).isInstanceOf(Answer.Declined.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovarianceSpectrum.of(new float[7], 3))
                .withMessageContaining("7 values in rows of 3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CovarianceSpectrum.of(new float[] {1, Float.NaN}, 2))
                .withMessageContaining("NaN");
    }
}
