// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RandomStreamTest {

    /// Published test vector of SplitMix64 for state 1234567 (rosettacode.org, "Pseudo-random numbers/Splitmix64").
    @Test
    void followsThePublishedSequence() {
        RandomStream stream = new RandomStream(1234567);
        assertThat(Long.toUnsignedString(stream.nextLong())).isEqualTo("6457827717110365317");
        assertThat(Long.toUnsignedString(stream.nextLong())).isEqualTo("3203168211198807973");
        assertThat(Long.toUnsignedString(stream.nextLong())).isEqualTo("9817491932198370423");
    }

    /// z = 5 for mean, variance and fourth moment of a standard normal: standard errors 1/√n, √(2/n), √(96/n).
    @Test
    void gaussianMomentsAreThoseOfTheStandardNormal() {
        int n = 200_000;
        RandomStream stream = Seed.of(3).child("moments").stream();
        double first = 0;
        double second = 0;
        double fourth = 0;
        for (int i = 0; i < n; i++) {
            double x = stream.nextGaussian();
            first += x / n;
            second += x * x / n;
            fourth += x * x * x * x / n;
        }
        assertThat(first).isCloseTo(0, within(5 / Math.sqrt(n)));
        assertThat(second).isCloseTo(1, within(5 * Math.sqrt(2.0 / n)));
        assertThat(fourth).isCloseTo(3, within(5 * Math.sqrt(96.0 / n)));
    }

    @Test
    void shuffleIsAPermutationAndDependsOnlyOnTheSeed() {
        int[] first = IntStream.range(0, 1000).toArray();
        int[] second = first.clone();
        Seed.of(7).child("shuffle").stream().shuffle(first);
        Seed.of(7).child("shuffle").stream().shuffle(second);
        assertThat(first)
                .isEqualTo(second)
                .isNotEqualTo(IntStream.range(0, 1000).toArray());
        assertThat(first).containsExactlyInAnyOrder(IntStream.range(0, 1000).toArray());
    }

    @Test
    void childrenOfDifferentNamesIndicesAndParentsDiffer() {
        Set<Long> values = new HashSet<>();
        for (int root = 0; root < 20; root++) {
            Seed seed = Seed.of(root);
            values.add(seed.value());
            for (int child = 0; child < 50; child++) {
                values.add(seed.child(child).value());
                values.add(seed.child("name" + child).value());
            }
        }
        assertThat(values).hasSize(20 * 101);
    }
}
