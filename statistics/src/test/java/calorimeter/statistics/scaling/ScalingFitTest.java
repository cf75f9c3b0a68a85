// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.scaling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalingFitTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("scaling/scaling_goldens.txt");

    /// The script is src/test/python/make_statistics_goldens.py. A minimum found by comparing sums of squares
    /// is placed to the square root of the double precision, hence 1e-6 for θ; level crossings and the sums
    /// themselves are sharper.
    @ParameterizedTest
    @ValueSource(strings = {"power multiplicative", "saturation multiplicative"})
    void equalsTheGoldens(String name) {
        ScalingLaw law = name.startsWith("power") ? new PowerLaw() : new Saturation();
        ScalingFit fit = ScalingFit.of(law, GOLDENS.numbers(name, "x"), GOLDENS.numbers(name, "y"), 0.95)
                .orElseThrow();
        double theta = GOLDENS.number(name, "theta");
        assertThat(fit.atLimit()).isFalse();
        assertThat(fit.parameter().value()).isCloseTo(theta, within(1e-6 * Math.abs(theta)));
        assertThat(fit.amplitude()).isCloseTo(GOLDENS.number(name, "amplitude"), within(1e-6 * fit.amplitude()));
        assertThat(fit.sumOfSquares()).isCloseTo(GOLDENS.number(name, "rss"), within(1e-12 * fit.sumOfSquares()));
        assertThat(fit.likelihood().logLikelihood()).isCloseTo(GOLDENS.number(name, "log_likelihood"), within(1e-10));
        double[] interval = GOLDENS.numbers(name, "interval");
        assertThat(fit.parameter().interval().lower()).isCloseTo(interval[0], within(1e-7 * Math.abs(theta)));
        assertThat(fit.parameter().interval().upper()).isCloseTo(interval[1], within(1e-7 * Math.abs(theta)));
    }

    @Test
    void thePowerLawOnLogarithmsIsLinearRegression() {
        String name = "power multiplicative";
        ScalingFit fit = ScalingFit.of(new PowerLaw(), GOLDENS.numbers(name, "x"), GOLDENS.numbers(name, "y"), 0.95)
                .orElseThrow();
        double[] regression = GOLDENS.numbers(name, "linregress");
        assertThat(fit.parameter().value()).isCloseTo(regression[0], within(1e-7));
        assertThat(fit.parameter().interval().lower()).isCloseTo(regression[1], within(1e-7));
        assertThat(fit.parameter().interval().upper()).isCloseTo(regression[2], within(1e-7));
    }

    @Test
    void informationCriteriaPreferTheLawThatMadeTheData() {
        String name = "saturation multiplicative";
        double[] x = GOLDENS.numbers(name, "x");
        double[] y = GOLDENS.numbers(name, "y");
        double power = aicc(new PowerLaw(), x, y);
        double saturation = aicc(new Saturation(), x, y);
        assertThat(power - saturation).isPositive();
        assertThat(aicc(new Saturation(), x, GOLDENS.numbers("power multiplicative", "y")))
                .isGreaterThan(aicc(new PowerLaw(), x, GOLDENS.numbers("power multiplicative", "y")));
    }

    private static double aicc(ScalingLaw law, double[] x, double[] y) {
        return ScalingFit.of(law, x, y, 0.95).orElseThrow().likelihood().aicc().orElseThrow();
    }

    @Test
    void aSaturationThatDoesNotSaturateIsAtItsLimit() {
        double[] x = {1, 2, 4, 8, 16};
        double[] y = {1, 2.9, 7.8, 23, 64};
        ScalingFit fit = ScalingFit.of(new Saturation(), x, y, 0.95).orElseThrow();
        assertThat(fit.atLimit()).isTrue();
        assertThat(fit.parameter().interval().upper()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(fit.at(4)).isCloseTo(2 * fit.at(2), within(1e-3 * fit.at(4)));
    }

    @Test
    void exactDataGiveTheExactLaw() {
        double[] x = {1, 2, 3, 5, 8};
        double[] y = new double[5];
        for (int i = 0; i < 5; i++) {
            y[i] = 3 * Math.pow(x[i], -1.5);
        }
        ScalingFit fit = ScalingFit.of(new PowerLaw(), x, y, 0.95).orElseThrow();
        assertThat(fit.parameter().value()).isCloseTo(-1.5, within(1e-7));
        assertThat(fit.amplitude()).isCloseTo(3, within(1e-6));
    }

    /// Training steps to the 30th power, squared, overflow; the fit must not.
    @Test
    void largeXDoNotOverflow() {
        double[] x = {1e3, 1e4, 1e5, 1e6, 1e7};
        double[] y = {1e-2, 2e-3, 3e-4, 6e-5, 1e-5};
        ScalingFit fit = ScalingFit.of(new PowerLaw(), x, y, 0.95).orElseThrow();
        assertThat(fit.parameter().value()).isBetween(-0.9, -0.6);
        assertThat(fit.at(1e4)).isCloseTo(2e-3, within(5e-4));
    }

    @Test
    void aiccByHandAndItsLimit() {
        Likelihood likelihood = new Likelihood(-10, 3, 9);
        assertThat(likelihood.aic()).isEqualTo(26);
        assertThat(likelihood.aicc().orElseThrow()).isEqualTo(26 + 24 / 5.0);
        assertThat(new Likelihood(-10, 3, 4).aicc()).isInstanceOf(Answer.Declined.class);
    }

    @Test
    void declinesAndRefuses() {
        double[] x = {1, 2, 3};
        assertThat(ScalingFit.of(new PowerLaw(), x, x, 0.95)).isInstanceOf(Answer.Declined.class);
        double[] two = {1, 1, 2, 2};
        assertThat(ScalingFit.of(new PowerLaw(), two, two, 0.95)).isInstanceOf(Answer.Declined.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScalingFit.of(new PowerLaw(), x, new double[] {1, 0, 2}, 0.95))
                .withMessageContaining("y 1 is 0.0");
    }
}
