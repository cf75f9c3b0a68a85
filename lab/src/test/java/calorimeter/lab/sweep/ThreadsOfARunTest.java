// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThreadsOfARunTest {

    @ParameterizedTest
    @CsvSource({
        // cores, free, left, threads
        "8, 8, 100, 1",
        "8, 1, 8, 1",
        "8, 8, 3, 3",
        "8, 5, 3, 3",
        "8, 2, 3, 2",
        "8, 8, 1, 8",
        "64, 64, 1, 8",
        "1, 1, 1, 1",
        "2, 1, 1, 1",
        "2, 2, 1, 2"
    })
    void threads(int cores, int free, int left, int threads) {
        assertThat(TinySweeps.options(cores).threads(free, left)).isEqualTo(threads);
    }
}
