// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTest {

    @ParameterizedTest
    @CsvSource({"0, 48, 0, 0", "1, 48, 1, 1", "48, 48, 1, 48", "49, 48, 2, 1", "96, 48, 2, 48", "100, 1, 100, 1"})
    void chunksFollowOneAnotherAndTheLastIsWhatIsLeft(int length, int size, int count, int last) {
        Chunks chunks = new Chunks(length, size);
        assertThat(chunks.count()).isEqualTo(count);
        int next = 0;
        for (int chunk = 0; chunk < count; chunk++) {
            assertThat(chunks.first(chunk)).isEqualTo(next);
            assertThat(chunks.length(chunk)).isEqualTo(chunk < count - 1 ? size : last);
            next = chunks.end(chunk);
        }
        assertThat(next).isEqualTo(length);
    }

    @Test
    void lengthsAndSizesThatMeanNothingAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Chunks(-1, 4))
                .withMessage("-1 elements in chunks of 4: the length must be 0 or above, the size above 0");
        assertThatIllegalArgumentException().isThrownBy(() -> new Chunks(3, 0));
    }
}
