// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.run.TrainParameters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepAxesTest {

    private static List<TrainParameters> grid() {
        List<TrainParameters> runs = new ArrayList<>();
        for (String p : List.of("23", "7", "11")) {
            for (String fraction : List.of("0.8", "0.25")) {
                for (int seed = 0; seed < 4; seed++) {
                    String budget = "max-steps=" + 100 * Integer.parseInt(p);
                    runs.add(TinyRuns.parameters(
                            Presets.NANDA, "p=" + p, "train-fraction=" + fraction, "seed=" + seed, budget));
                }
            }
        }
        return runs;
    }

    /// max-steps follows from p, so it makes no slices; seeds do neither.
    @Test
    void theSettingWithMostValuesIsTheAxisAndOthersMakeSlices() {
        SweepAxes axes = SweepAxes.of(grid(), null);

        assertThat(axes.axis()).isEqualTo("p");
        assertThat(axes.values()).containsExactly("7", "11", "23");
        assertThat(axes.slices()).containsExactly("train-fraction = 0.25", "train-fraction = 0.8");
        assertThat(axes.followers()).containsExactly("max-steps");
    }

    @Test
    void theAxisThatIsAskedFor() {
        SweepAxes axes = SweepAxes.of(grid(), "train-fraction");

        assertThat(axes.values()).containsExactly("0.25", "0.8");
        assertThat(axes.slices())
                .containsExactly("p = 7, max-steps = 700", "p = 11, max-steps = 1100", "p = 23, max-steps = 2300");
    }

    @Test
    void anAxisThatIsNoneNamesThoseThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SweepAxes.of(grid(), "width"))
                .withMessage("the runs do not differ in 'width'; the axes are p, train-fraction, seed, max-steps");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SweepAxes.of(grid().subList(0, 1), "p"))
                .withMessage("the runs do not differ in 'p'; there is no axis");
    }

    @Test
    void seedsAloneAreOneGroup() {
        SweepAxes axes = SweepAxes.of(grid().subList(0, 4), null);

        assertThat(axes.axis()).isEmpty();
        assertThat(axes.values()).hasSize(1);
        assertThat(axes.slices()).hasSize(1);
    }
}
