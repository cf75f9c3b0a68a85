package calorimeter.statistics.multiplicity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import calorimeter.statistics.GoldenFile;
import org.junit.jupiter.api.Test;

class MultiplicityTest {

    /// The script is src/test/python/make_statistics_goldens.py.
    @Test
    void equalsTheGoldens() {
        GoldenFile goldens = GoldenFile.of(MultiplicityTest.class, "multiplicity_goldens.txt");
        for (String name : goldens.cases()) {
            double[] p = goldens.numbers(name, "p");
            assertThat(Holm.adjust(p)).containsExactly(goldens.numbers(name, "holm"), within(1e-15));
            assertThat(BenjaminiHochberg.adjust(p)).containsExactly(goldens.numbers(name, "bh"), within(1e-15));
        }
    }

    @Test
    void emptyFamiliesStayEmptyAndNumbersOutsideZeroToOneAreRefused() {
        assertThat(Holm.adjust()).isEmpty();
        assertThat(BenjaminiHochberg.adjust()).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Holm.adjust(0.1, Double.NaN))
                .withMessageContaining("p-value 1 is NaN");
    }
}
