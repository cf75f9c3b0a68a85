// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.resampling.Bootstrap;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BinderTest {

    private static final Bootstrap BOOTSTRAP = new Bootstrap(1000, 0.95);

    @Test
    void isTwoThirdsForTwoSignsOfOneMagnitude() {
        assertThat(BinderCumulant.value(3, -3, 3, 3)).isCloseTo(2 / 3.0, within(1e-15));
    }

    /// For m uniform on [−1, 1], ⟨m²⟩ = 1/3 and ⟨m⁴⟩ = 1/5, so U₄ = 2/5.
    @Test
    void isTwoFifthsForAUniformOrderParameter() {
        Random random = new Random(13);
        double[] m = new double[20_000];
        for (int i = 0; i < m.length; i++) {
            m[i] = 2 * random.nextDouble() - 1;
        }
        Estimate estimate =
                new Bootstrap(200, 0.997).of(m, BinderCumulant::value, random).orElseThrow();
        assertThat(estimate.interval().contains(0.4)).isTrue();
        assertThat(estimate.interval().width()).isLessThan(0.03);
    }

    /// The exact expectation for Gaussian m is 2/(n + 2); mean over 20 000 samples of 8, z = 4 by their own
    /// scatter.
    @Test
    void hasTheStatedBiasForGaussians() {
        Random random = new Random(14);
        double sum = 0;
        double squares = 0;
        for (int replica = 0; replica < 20_000; replica++) {
            double[] m = new double[8];
            for (int i = 0; i < 8; i++) {
                m[i] = random.nextGaussian();
            }
            double value = BinderCumulant.value(m);
            sum += value;
            squares += value * value;
        }
        double mean = sum / 20_000;
        double error = Math.sqrt((squares / 20_000 - mean * mean) / 20_000);
        assertThat(mean).isCloseTo(0.2, within(4 * error));
    }

    /// m = ±c with a Gaussian of unit width, c growing through the transition at x = 2 faster for the larger
    /// size, and equal there: the curves cross at 2.
    @Test
    void findsACrossing() {
        Random random = new Random(15);
        double[] control = {0, 1, 2, 3, 4};
        List<double[]> smaller = new ArrayList<>();
        List<double[]> larger = new ArrayList<>();
        for (double x : control) {
            smaller.add(sample(random, 2 * Math.exp(0.3 * (x - 2))));
            larger.add(sample(random, 2 * Math.exp(0.9 * (x - 2))));
        }
        Estimate crossing = BinderCumulant.crossing(control, smaller, larger, BOOTSTRAP, random)
                .orElseThrow();
        assertThat(crossing.n()).isEqualTo(10 * 2000);
        assertThat(crossing.interval().contains(2)).isTrue();
        assertThat(crossing.interval().width()).isLessThan(0.8);
    }

    @Test
    void declinesCurvesThatDoNotCross() {
        Random random = new Random(16);
        double[] control = {0, 1};
        List<double[]> ordered = List.of(sample(random, 5), sample(random, 5));
        List<double[]> disordered = List.of(sample(random, 0), sample(random, 0));
        assertThat(BinderCumulant.crossing(control, ordered, disordered, BOOTSTRAP, random))
                .isInstanceOfSatisfying(
                        Answer.Declined.class,
                        declined -> assertThat(declined.advice()).contains("do not cross"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> BinderCumulant.crossing(new double[] {1, 1}, ordered, disordered, BOOTSTRAP, random))
                .withMessageContaining("control value 1 is 1.0");
    }

    private static double[] sample(Random random, double shift) {
        double[] m = new double[2000];
        for (int i = 0; i < m.length; i++) {
            m[i] = random.nextGaussian() + (random.nextBoolean() ? shift : -shift);
        }
        return m;
    }
}
