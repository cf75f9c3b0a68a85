package calorimeter.lab.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairedTest {

    @Test
    void tiedDifferencesAllowForUnseenPairs() {
        double[] tied = new double[12];
        Arrays.fill(tied, 1);
        double[] nearly = tied.clone();
        nearly[0] = 1.001;
        double allowance = 1 - Math.pow(0.025, 1.0 / 12);
        for (double[] differences : new double[][] {tied, nearly}) {
            var interval = new Paired(differences, 2).estimate().interval();
            assertThat(interval.lower()).isCloseTo(1 - 2 * allowance, within(1e-2));
            assertThat(interval.upper()).isCloseTo(1 + 2 * allowance, within(1e-2));
        }
    }
}
