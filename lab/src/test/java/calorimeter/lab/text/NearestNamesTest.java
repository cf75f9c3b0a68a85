package calorimeter.lab.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestNamesTest {

    /// Textbook pairs.
    @Test
    void distances() {
        assertThat(NearestNames.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestNames.distance("saturday", "sunday")).isEqualTo(3);
        assertThat(NearestNames.distance("", "abc")).isEqualTo(3);
        assertThat(NearestNames.distance("abc", "")).isEqualTo(3);
        assertThat(NearestNames.distance("same", "same")).isZero();
    }

    @Test
    void theNearestThreeInOrder() {
        assertThat(NearestNames.to("cat", List.of("dog", "cart", "horse", "cat2", "at")))
                .containsExactly("at", "cart", "cat2");
        assertThat(NearestNames.suggestion("x", List.of())).isEmpty();
    }
}
