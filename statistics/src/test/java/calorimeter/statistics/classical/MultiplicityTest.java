// SPDX-License-Identifier: Apache-2.0
package calorimeter.statistics.classical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import org.junit.jupiter.api.Test;

class MultiplicityTest {

    /// The script is src/test/python/make_statistics_goldens.py.
    @Test
    void equalsTheGoldens() {
        GoldenFile goldens = GoldenFile.of("multiplicity/multiplicity_goldens.txt");
        for (String name : goldens.cases()) {
            double[] p = goldens.numbers(name, "p");
            assertThat(Multiplicity.holm(p)).containsExactly(goldens.numbers(name, "holm"), within(1e-15));
            assertThat(Multiplicity.benjaminiHochberg(p)).containsExactly(goldens.numbers(name, "bh"), within(1e-15));
        }
    }

    @Test
    void emptyFamiliesStayEmptyAndNumbersOutsideZeroToOneAreRefused() {
        assertThat(Multiplicity.holm()).isEmpty();
        assertThat(Multiplicity.benjaminiHochberg()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Multiplicity.holm(0.1, Double.NaN))
                .withMessageContaining("p-value 1 is NaN");
    }
}
