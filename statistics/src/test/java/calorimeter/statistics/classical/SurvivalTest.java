// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SurvivalTest {

    private static final GoldenFile GOLDENS = GoldenFile.of("survival/survival_goldens.txt");

    /// The script is src/test/python/make_statistics_goldens.py.
    @ParameterizedTest
    @ValueSource(strings = {"small", "ties", "large"})
    void curveEqualsSciPy(String name) {
        List<SurvivalStep> steps = KaplanMeier.of(group(name, "a"), 0.95).steps();
        double[] survival = GOLDENS.numbers(name, "survival");
        assertThat(steps).hasSameSizeAs(survival);
        for (int i = 0; i < survival.length; i++) {
            assertThat(steps.get(i).time()).isEqualTo(GOLDENS.numbers(name, "times")[i]);
            assertThat(steps.get(i).survival()).isCloseTo(survival[i], within(1e-13));
            if (survival[i] > 1e-9) {
                assertThat(steps.get(i).interval().lower()).isCloseTo(GOLDENS.numbers(name, "lower")[i], within(1e-12));
                assertThat(steps.get(i).interval().upper()).isCloseTo(GOLDENS.numbers(name, "upper")[i], within(1e-12));
            }
        }
    }

    /// By hand: 4 of 5 survive 10, one is censored at 15, then 2/3 of 4/5 survive 20, and half of that 30.
    @Test
    void curveAndMedianByHand() {
        Lifetimes lifetimes =
                Lifetimes.of(new double[] {30, 10, 40, 15, 20}, new boolean[] {true, true, false, false, true});
        KaplanMeier curve = KaplanMeier.of(lifetimes, 0.95);
        assertThat(curve.steps()).extracting(SurvivalStep::time).containsExactly(10.0, 20.0, 30.0);
        double[] survival =
                curve.steps().stream().mapToDouble(SurvivalStep::survival).toArray();
        assertThat(survival).containsExactly(new double[] {0.8, 0.8 * 2 / 3, 0.8 / 3}, within(1e-15));
        Estimate median = curve.median().orElseThrow();
        assertThat(median.value()).isEqualTo(30);
        assertThat(median.n()).isEqualTo(5);
        assertThat(median.interval().lower()).isEqualTo(10);
        assertThat(median.interval().upper()).isEqualTo(Double.POSITIVE_INFINITY);
    }

    /// S is a product of rounded quotients, which may end a little above the half that it is.
    @Test
    void theMedianOfAnEvenNumberIsTheEventThatLeavesHalf() {
        for (int n = 2; n <= 400; n += 2) {
            double[] times = new double[n];
            boolean[] events = new boolean[n];
            for (int i = 0; i < n; i++) {
                times[i] = i + 1.0;
                events[i] = true;
            }
            Estimate median =
                    KaplanMeier.of(Lifetimes.of(times, events), 0.95).median().orElseThrow();
            assertThat(median.value()).as("%d lifetimes", n).isEqualTo(n / 2.0);
        }
    }

    @Test
    void aMedianNotReachedIsDeclined() {
        Lifetimes lifetimes = Lifetimes.of(new double[] {1, 5, 5, 5}, new boolean[] {true, false, false, false});
        assertThat(KaplanMeier.of(lifetimes, 0.95).median()).isInstanceOf(Answer.Declined.class);
        assertThat(KaplanMeier.of(Lifetimes.of(new double[] {5}, new boolean[] {false}), 0.95)
                        .steps())
                .isEmpty();
    }

    @Test
    void refusesNoLifetimesAndNegativeTimes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaplanMeier.of(Lifetimes.of(new double[0], new boolean[0]), 0.95))
                .withMessageContaining("no lifetimes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lifetimes.of(new double[] {-1}, new boolean[] {true}))
                .withMessageContaining("time 0 is -1.0");
    }

    private static Lifetimes group(String name, String label) {
        double[] flags = GOLDENS.numbers(name, label + "_event");
        boolean[] events = new boolean[flags.length];
        for (int i = 0; i < flags.length; i++) {
            events[i] = flags[i] == 1;
        }
        return Lifetimes.of(GOLDENS.numbers(name, label), events);
    }
}
