// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.run;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.store.Column;
import calorimeter.statistics.peaks.Onset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChargeFindingsTest {

    private static ChargeFindings of(List<String> names, double[]... rows) {
        List<Column> columns = names.stream()
                .map(name -> new Column("noether." + name, "x", "1", name))
                .toList();
        return ChargeFindings.of(columns, List.of(rows), 200).orElseThrow();
    }

    /// Two groups of filters, by hand: [NM] misses by 0.00 and 0.5 % of the charge of step 0; Eq. 17 says 1.6 and 3.2
    /// times the measured charge. A bias that begins at 0 has no charge to compare with.
    @Test
    void misses() {
        List<String> names = Stream.of("a", "b", "bias")
                .flatMap(group -> Stream.of("charge", "residual", "continuous", "coherent")
                        .map(quantity -> group + "." + quantity))
                .toList();
        ChargeFindings charges =
                of(names, new double[] {2, Double.NaN, 2, 2, 4, Double.NaN, 4, 4, 0, Double.NaN, 0, 0}, new double[] {
                    1, 1.8, 1, 1.6, 2, 0.7, 2.02, 6.4, 3e-8, 0.2, 5, 5
                });

        assertThat(charges.summary())
                .isEqualTo(
                        "largest residual 1.8 roundings of the exact law; beside the measured charge after 200 steps:"
                                + " [NM] +0.00 to +0.50 %, Eq. 17 as printed ×1.6 to 3.2");
        assertThat(charges.groups().get(1).miss("continuous")).isEqualTo("+0.50 %");
        assertThat(charges.groups().get(1).miss("coherent")).isEqualTo("×3.2");
        assertThat(charges.groups().get(2).miss("continuous")).isEqualTo("–");
    }

    @Test
    void withoutALawTheViolationIsTold() {
        ChargeFindings charges = of(
                List.of("a.charge", "a.violation"), new double[] {2, 1e-7}, new double[] {1, 3e-7}, new double[] {1, 0
                });

        assertThat(charges.summary())
                .isEqualTo("of 1 groups of symmetries, without an exact law for this learning rule; largest"
                        + " |cos(X, ∇f)| 3.0e-07");
    }

    @Test
    void aRunWithoutChargesHasNothingToSay() {
        assertThat(ChargeFindings.of(List.of(new Column("train.loss", "L", "nat", "")), List.of(new double[1]), 0))
                .isEmpty();
    }

    @Test
    void anEventHasOneWording() {
        assertThat(TrainFindings.told(new Onset.Occurred(38, 538), 500)).isEqualTo("step 38");
        assertThat(TrainFindings.told(new Onset.Pending(38, 162), 500))
                .isEqualTo("undecided: reached at step 38, kept 162 of the 500 steps that count");
        assertThat(TrainFindings.told(new Onset.Pending(200, 0), 500))
                .isEqualTo("undecided: reached at step 200, where the record ends");
        assertThat(TrainFindings.told(new Onset.NotOccurred(200, 1), 500))
                .isEqualTo("not reached and kept up to step 200");
    }
}
