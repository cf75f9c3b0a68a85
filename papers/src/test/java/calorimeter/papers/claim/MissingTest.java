// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.statistics.estimate.Estimate;
import calorimeter.statistics.estimate.Interval;
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
        assertThat(Missing.seeds(1).text(true))
                .startsWith("about 1 more seed at each setting would decide it by itself, in the family")
                .endsWith("; seeds added to those planned after a look make p nominal");
        assertThat(Missing.seeds(2).text(false))
                .isEqualTo("about 2 more seeds at each setting would decide it: if what was seen so far persists");
        assertThat(Missing.hopeless("other λ are needed").text(true)).isEqualTo("other λ are needed");
    }

    @Test
    void widthsOfSweeps() {
        Estimate estimate = new Estimate(0, new Interval(-1, 1, 0.95), 8);
        assertThat(Missing.narrower(1, 0.5, estimate, 2).seeds()).isEqualTo(12);
        assertThat(Missing.narrower(Double.POSITIVE_INFINITY, 0.5, estimate, 2).advice())
                .startsWith("the data do not bound it");
        assertThat(Missing.narrower(1, 0, estimate, 2).advice())
                .isEqualTo("if intervals narrow as 1/√n it takes more than 1000 further seeds at each setting: they are"
                        + " unlikely to decide");
    }

    @Test
    void whatAnIntervalNeedsMayNotDecide() {
        Missing missing = Missing.until(Double.POSITIVE_INFINITY, 3, 4, 1);
        assertThat(missing.seeds()).isZero();
        assertThat(missing.text(true))
                .isEqualTo(
                        "2 more seeds at each setting are needed for an interval to exist at all; whether that decides is"
                                + " not known");
    }
}
