// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunIdentityTest {

    /// The digest is that of src/test/python/make_store_goldens.py, which sorts and hashes by its own means.
    @Test
    void theIdentityIsThatOfTheCanonicalJson() {
        String parameters = """
                { "p": 113, "weightDecay": 1.0, "nested": {"b": null, "a": true},
                  "name": "β \\"q\\"", "betas": [0.9, 0.98] }
                """;
        assertThat(RunIdentity.of("train", parameters, -3, 2))
                .isEqualTo("a03130975186cd5ff72d5d26bf660c9cb126884a73a81c73ac5b4fff01105f9f");
    }

    @Test
    void everythingCountsButOrderAndSpace() {
        String identity = RunIdentity.of("train", "{\"a\":1,\"b\":[1,2]}", 0, 1);
        assertThat(RunIdentity.of("train", " {\"b\" : [1, 2], \"a\" : 1}", 0, 1))
                .isEqualTo(identity);
        assertThat(RunIdentity.of("sweep", "{\"a\":1,\"b\":[1,2]}", 0, 1)).isNotEqualTo(identity);
        assertThat(RunIdentity.of("train", "{\"a\":1,\"b\":[2,1]}", 0, 1)).isNotEqualTo(identity);
        assertThat(RunIdentity.of("train", "{\"a\":1.5,\"b\":[1,2]}", 0, 1)).isNotEqualTo(identity);
        assertThat(RunIdentity.of("train", "{\"a\":1,\"b\":[1,2]}", 1, 1)).isNotEqualTo(identity);
        assertThat(RunIdentity.of("train", "{\"a\":1,\"b\":[1,2]}", 0, 2)).isNotEqualTo(identity);
    }

    @Test
    void parametersMustMeanOneThing() {
        assertThatThrownBy(() -> RunIdentity.of("train", "{\"a\":1,\"a\":2}", 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("parameters is not valid JSON");
        assertThatThrownBy(() -> RunIdentity.of("train", "7", 0, 1))
                .hasMessage("parameters is '7' but must be a JSON object");
    }
}
