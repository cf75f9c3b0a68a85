// SPDX-License-Identifier: Apache-2.0
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

    /// A name that is only nearest, not near, is no help.
    @Test
    void whatIsFarIsNotOffered() {
        List<String> settings = List.of("max-steps", "biases", "mask", "weight-decay", "p", "stop");
        assertThat(NearestNames.to("max-stpes", settings)).containsExactly("max-steps");
        assertThat(NearestNames.to("decay", settings)).containsExactly("weight-decay");
        assertThat(NearestNames.to("temperature", settings)).isEmpty();
        assertThat(NearestNames.suggestion("nope", List.of("nanda-s0-0123abcd", "small")))
                .isEmpty();
    }

    @Test
    void whatToDoOtherwiseFollowsInOnePunctuation() {
        assertThat(NearestNames.advice("kim2025", List.of("kim2026"), "All are in the list."))
                .isEqualTo("; did you mean kim2026? All are in the list.");
        assertThat(NearestNames.advice("einstein", List.of("kim2026"), "all are in the list"))
                .isEqualTo("; all are in the list");
    }

    @Test
    void habitsOfTheFieldAreKnown() {
        List<String> names = List.of("layers", "learning-rate", "log-every", "weight-decay", "threads", "heads");
        assertThat(NearestNames.to("lr", names)).containsExactly("learning-rate");
        assertThat(NearestNames.to("wd", names)).containsExactly("weight-decay");
        assertThat(NearestNames.to("num_workers", names)).containsExactly("threads");
        assertThat(NearestNames.to("n-heads", names)).containsExactly("heads");
        assertThat(NearestNames.to("lr", List.of("preset", "lr2"))).containsExactly("lr2");
    }
}
