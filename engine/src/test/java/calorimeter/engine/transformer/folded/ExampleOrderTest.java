// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.folded;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.data.TokenSequences;
import org.junit.jupiter.api.Test;

class ExampleOrderTest {

    /// Pairs of tokens, 0 to 4: (2, 0), (0, 1), (1, 0), (2, 0), (0, 0).
    private final ExampleOrder order =
            new ExampleOrder(new TokenSequences(2, new int[] {2, 0, 0, 1, 1, 0, 2, 0, 0, 0}, new int[5]));

    @Test
    void theLastTokenDecidesThenTheOneBeforeThenTheNumber() {
        int[] batch = {3, 2, 1, 0, 4};
        order.sort(batch, 0, batch.length);
        assertThat(batch).containsExactly(4, 2, 0, 3, 1);
    }

    @Test
    void onlyTheGivenPartOfABatchIsSortedAndRepeatedExamplesStay() {
        int[] batch = {1, 1, 3, 1, 2, 0};
        order.sort(batch, 1, 5);
        assertThat(batch).containsExactly(1, 2, 3, 1, 1, 0);
    }
}
