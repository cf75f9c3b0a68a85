// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RunDivergedExceptionTest {

    /// A length of 0 is finite.
    @Test
    void itSaysWhatTheQuantityIs() {
        assertThat(new RunDivergedException(2, "length of filter 17 of layer1.weight", "0"))
                .hasMessage("the length of filter 17 of layer1.weight is 0 after step 2");
        assertThat(new RunDivergedException(3, "training loss"))
                .hasMessage("the training loss is not finite after step 3");
    }
}
