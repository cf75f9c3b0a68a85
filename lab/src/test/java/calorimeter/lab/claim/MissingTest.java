package calorimeter.lab.claim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What an undecided claim lacks, counted and in words.
class MissingTest {

    /// Width 1/√n: from half 1 at n = 8 to 0.5 takes 32, and one more to lie inside.
    @Test
    void seedsUntilAnIntervalNoLongerReachesABound() {
        assertThat(Missing.until(1, 0.5, 8, 1).seeds()).isEqualTo(25);
        assertThat(Missing.until(1, 0.5, 8, 4).seeds()).isEqualTo(7);
        assertThat(Missing.until(1, 0, 8, 1).seeds()).isZero();
    }

    @Test
    void textsCountSeeds() {
        assertThat(Missing.seeds(1).text())
                .startsWith("about 1 more seed at each setting would decide it by itself")
                .endsWith("; seeds added after a look make p nominal");
        assertThat(Missing.seeds(2).text()).startsWith("about 2 more seeds at each setting");
        assertThat(Missing.hopeless("other λ are needed").text()).isEqualTo("other λ are needed");
    }
}
