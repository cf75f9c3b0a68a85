// SPDX-License-Identifier: Apache-2.0
package calorimeter.papers.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.papers.claim.Evidence.Residual;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdentityHoldsTest {

    private static final IdentityHolds PREDICTION = new IdentityHolds("Two identities.", Map.of("a", 1e-10, "b", 1e-9));

    private static Verdict verdict(Residual... residuals) {
        return Verdicts.of(PREDICTION, new Evidence(List.of(), List.of(residuals), List.of(), Map.of()));
    }

    @Test
    void residualsWithinTheirBoundsSupport() {
        Verdict verdict = verdict(new Residual("a", "run", 1e-12, 1e-10, 64), new Residual("b", "run", 0, 1e-9, 64));
        assertThat(verdict).isInstanceOf(Verdict.Supported.class);
        assertThat(Verdicts.grounds(verdict).estimate().value()).isEqualTo(0.01);
    }

    @Test
    void oneResidualAboveItsBoundRefutes() {
        assertThat(verdict(new Residual("a", "run", 1e-12, 1e-10, 64), new Residual("b", "run", 2e-9, 1e-9, 64)))
                .isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void aResidualThatIsNotANumberRefutes() {
        assertThat(verdict(new Residual("a", "run", Double.NaN, 1e-10, 64), new Residual("b", "run", 0, 1e-9, 64)))
                .isInstanceOf(Verdict.Refuted.class);
    }

    @Test
    void aCheckThatWasNotTriedLeavesItUntested() {
        Verdict verdict = verdict(new Residual("a", "run", 1e-12, 1e-10, 64));
        assertThat(verdict).isInstanceOf(Verdict.NotTested.class);
        assertThat(((Verdict.NotTested) verdict).reason()).isEqualTo("no finished run to try these on: b");
    }

    @Test
    void whyACheckCouldNotBeTriedIsSaid() {
        Verdict verdict =
                verdict(new Residual("a", "run", 1e-12, 1e-10, 64), Residual.untried("b", "get the data", 1e-9));
        assertThat(((Verdict.NotTested) verdict).reason())
                .isEqualTo("no finished run to try these on: b (get the data)");
    }

    @Test
    void theTextHasEveryBoundAndAnotherOneIsRefused() {
        assertThat(PREDICTION.text()).contains("a at most 1.0E-10").contains("b at most 1.0E-9");
        assertThatThrownBy(() -> verdict(new Residual("a", "run", 1e-12, 1e-3, 64)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("declared as 1.0E-10");
    }

    @Test
    void aCheckTriedOnNoRowLeavesItUntested() {
        Residual none = new Residual("a", "run", 0, 1e-10, 0);
        assertThat(none.holds()).isFalse();
        assertThat(verdict(none, new Residual("b", "run", 0, 1e-9, 64))).isInstanceOf(Verdict.NotTested.class);
    }
}
