// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.symmetry;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.lab.run.Presets;
import calorimeter.lab.run.TinyRuns;
import calorimeter.lab.symmetry.LossCheck.Verdict;
import calorimeter.physics.noether.symmetry.Symmetry.Family;
import java.util.List;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private final List<SymmetryGroup> groups = ModelSymmetries.of(
            TinyRuns.tiny(Presets.NANDA, "model=mlp", "norm=batch-norm").training());

    private SymmetryGroup group(boolean scale) {
        return groups.stream()
                .filter(group -> (group.family() == Family.SCALE) == scale)
                .findFirst()
                .orElseThrow();
    }

    /// The ε of a norm is felt by the lengths in front of it alone.
    @Test
    void onlyAScaleMayMissByEpsilon() {
        assertThat(LossCheck.verdict(group(true), 1e-6)).isEqualTo(Verdict.HOLDS);
        assertThat(LossCheck.verdict(group(true), 1e-4)).isEqualTo(Verdict.BUT_FOR_EPSILON);
        assertThat(LossCheck.verdict(group(true), 1e-2)).isEqualTo(Verdict.BROKEN);
        assertThat(LossCheck.verdict(group(false), 1e-6)).isEqualTo(Verdict.HOLDS);
        assertThat(LossCheck.verdict(group(false), 1e-4)).isEqualTo(Verdict.BROKEN);
        assertThat(LossCheck.verdict(group(false), Double.NaN)).isEqualTo(Verdict.BROKEN);
    }
}
