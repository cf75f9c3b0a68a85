// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import calorimeter.statistics.estimate.Answer;
import calorimeter.statistics.estimate.Estimate;
import org.hipparchus.distribution.discrete.BinomialDistribution;
import org.junit.jupiter.api.Test;

class ClopperPearsonTest {

    /// The script is src/test/python/make_statistics_goldens.py.
    @Test
    void equalsSciPy() {
        GoldenFile goldens = GoldenFile.of("proportion/proportion_goldens.txt");
        for (String name : goldens.cases()) {
            if (!goldens.has(name, "counts")) {
                continue;
            }
            double[] counts = goldens.numbers(name, "counts");
            Estimate estimate = ClopperPearson.of((int) counts[0], (int) counts[1], counts[2])
                    .orElseThrow();
            assertThat(estimate.value()).isEqualTo(counts[0] / counts[1]);
            assertThat(estimate.interval().lower()).isCloseTo(goldens.numbers(name, "interval")[0], within(1e-11));
            assertThat(estimate.interval().upper()).isCloseTo(goldens.numbers(name, "interval")[1], within(1e-11));
        }
    }

    /// Summed over all outcomes, not sampled.
    @Test
    void coversAtLeastNominally() {
        for (double p = 0.01; p < 1; p += 0.01) {
            double covered = 0;
            for (int k = 0; k <= 12; k++) {
                boolean inside =
                        ClopperPearson.of(k, 12, 0.9).orElseThrow().interval().contains(p);
                covered += inside ? new BinomialDistribution(12, p).probability(k) : 0;
            }
            assertThat(covered).isGreaterThanOrEqualTo(0.9);
        }
    }

    @Test
    void declinesWithoutTrialsAndRefusesImpossibleCounts() {
        assertThat(ClopperPearson.of(0, 0, 0.95)).isInstanceOf(Answer.Declined.class);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClopperPearson.of(3, 2, 0.95))
                .withMessageContaining("successes are 3");
    }
}
