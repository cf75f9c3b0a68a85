// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.resampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.classical.ClopperPearson;
import calorimeter.statistics.estimate.Alternative;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Samples;
import calorimeter.statistics.series.TestNoise;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CircularShiftTest {

    private static final PermutationTest TEST = new PermutationTest(999, Alternative.GREATER);
    private static final int GRID = 80;

    /// One run of 20 points whose largest value is at 12, event at 14, "peak within 4 before the event": of the
    /// 20 − 2·2 + 1 = 17 shifts by 2 to 18 those by 18 (place 10) and 19 (not allowed) and 1 (not allowed) keep
    /// it there, so 2 of 18 arrangements.
    @Test
    void oneRunIsEnumeratedByHand() {
        double[] values = new double[20];
        values[12] = 1;
        PermutationResult result = TEST.circularShifts(
                        List.of(values), (run, shifted) -> isBefore(shifted, 14, 4), 2, new Random(1))
                .orElseThrow();
        assertThat(result.exact()).isTrue();
        assertThat(result.permutations()).isEqualTo(18);
        assertThat(result.observed()).isEqualTo(1);
        assertThat(result.pValue()).isCloseTo(2 / 18.0, within(1e-15));
    }

    @Test
    void twoRunsAreEnumeratedJointly() {
        double[] first = new double[20];
        first[12] = 1;
        double[] second = new double[30];
        second[12] = 1;
        PermutationResult result = TEST.circularShifts(
                        List.of(first, second), (run, shifted) -> isBefore(shifted, 14, 4), 2, new Random(1))
                .orElseThrow();
        assertThat(result.permutations()).isEqualTo(18 * 28);
        assertThat(result.pValue()).isCloseTo(2 / 18.0 * 2 / 28, within(1e-15));
    }

    /// Peaks of red noise and events that know nothing of each other: over 600 studies of five runs the share
    /// with p ≤ 0.1 is at most 0.1 within the Clopper–Pearson 99 % interval (the statistic has six values, so
    /// the level is not exhausted), and not absurdly small.
    @Test
    void holdsItsLevelOnRedNoise() {
        Random random = new Random(20);
        int rejected = 0;
        for (int study = 0; study < 600; study++) {
            List<double[]> runs = new ArrayList<>();
            int[] events = new int[5];
            for (int run = 0; run < events.length; run++) {
                runs.add(TestNoise.autoregressive(GRID, 0.9, random));
                events[run] = 20 + random.nextInt(GRID - 20);
            }
            rejected += pValue(runs, events, random) <= 0.1 ? 1 : 0;
        }
        var rate = ClopperPearson.of(rejected, 600, 0.99).orElseThrow();
        assertThat(rate.interval().lower()).isLessThan(0.1);
        assertThat(rate.interval().upper()).isGreaterThan(0.03);
    }

    /// The same with a peak planted one to ten points before each event.
    @Test
    void seesPeaksThatPrecedeTheirEvents() {
        Random random = new Random(21);
        int seen = 0;
        for (int study = 0; study < 100; study++) {
            List<double[]> runs = new ArrayList<>();
            int[] events = new int[5];
            for (int run = 0; run < events.length; run++) {
                double[] values = TestNoise.autoregressive(GRID, 0.9, random);
                events[run] = 20 + random.nextInt(GRID - 20);
                values[events[run] - 1 - random.nextInt(10)] += 4;
                runs.add(values);
            }
            seen += pValue(runs, events, random) <= 0.05 ? 1 : 0;
        }
        assertThat(seen).isGreaterThan(70);
    }

    /// A steep trend puts every maximum at the end, so no shift keeps the maximum near a late event: without
    /// detrending every study of runs that merely rise rejects.
    @Test
    void aTrendIsMistakenForPrecedenceUnlessRemoved() {
        Random random = new Random(22);
        int rejected = 0;
        int rejectedWithoutTrend = 0;
        for (int study = 0; study < 100; study++) {
            List<double[]> rising = new ArrayList<>();
            List<double[]> level = new ArrayList<>();
            int[] events = new int[5];
            for (int run = 0; run < events.length; run++) {
                double[] values = TestNoise.autoregressive(GRID, 0.5, random);
                for (int i = 0; i < GRID; i++) {
                    values[i] += 0.2 * i;
                }
                rising.add(values);
                level.add(lessTrend(values));
                events[run] = GRID;
            }
            rejected += pValue(rising, events, random) <= 0.05 ? 1 : 0;
            rejectedWithoutTrend += pValue(level, events, random) <= 0.05 ? 1 : 0;
        }
        assertThat(rejected).isGreaterThan(95);
        assertThat(rejectedWithoutTrend).isLessThan(15);
    }

    /// The values less the straight line of least squares through them.
    private static double[] lessTrend(double[] values) {
        double middle = (values.length - 1) / 2.0;
        double mean = Samples.mean(values);
        double product = 0;
        double square = 0;
        for (int i = 0; i < values.length; i++) {
            product += (i - middle) * (values[i] - mean);
            square += (i - middle) * (i - middle);
        }
        double[] rest = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            rest[i] = values[i] - mean - product / square * (i - middle);
        }
        return rest;
    }

    @Test
    void declinesWhatIsTooShortAndRefusesNonsense() {
        assertThat(TEST.circularShifts(List.of(new double[19]), (run, values) -> 0, 2, new Random(1)))
                .isInstanceOf(Answer.Declined.class);
        assertThat(TEST.circularShifts(List.of(), (run, values) -> 0, 2, new Random(1)))
                .isInstanceOf(Answer.Declined.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TEST.circularShifts(List.of(new double[20]), (run, values) -> 0, 0, new Random(1)))
                .withMessageContaining("least shift is 0");
    }

    private static double pValue(List<double[]> runs, int[] events, Random random) {
        return TEST.circularShifts(runs, (run, values) -> isBefore(values, events[run], 12), 2, random)
                .orElseThrow()
                .pValue();
    }

    /// Whether the largest value lies at most `window` points before the event.
    private static double isBefore(double[] values, int event, int window) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest < event && largest >= event - window ? 1 : 0;
    }
}
