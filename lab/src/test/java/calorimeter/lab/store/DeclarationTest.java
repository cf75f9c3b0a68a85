// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeclarationTest {

    private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05.678Z");

    @TempDir
    Path home;

    private static Declaration declaration(String claim, String text, Instant at) {
        return new Declaration("kim2026/quick", claim, text + "-identity", text, at);
    }

    @Test
    void aDeclarationKeepsTheTimeOfItsFirstWording() {
        try (RunStore store = RunStore.open(home)) {
            store.declare(List.of(declaration("A", "one", FIRST), declaration("B", "two", FIRST)));
            store.declare(List.of(declaration("A", "one", FIRST.plusSeconds(60))));
            assertThat(store.declarations("kim2026/quick"))
                    .containsExactly(declaration("A", "one", FIRST), declaration("B", "two", FIRST));
        }
    }

    @Test
    void anEditIsAFurtherRowAndSurvivesClosing() {
        try (RunStore store = RunStore.open(home)) {
            store.declare(List.of(declaration("A", "one", FIRST)));
            store.declare(List.of(declaration("A", "other", FIRST.plusSeconds(60))));
        }
        try (RunStore store = RunStore.open(home)) {
            assertThat(store.declarations("kim2026/quick").stream().map(Declaration::text))
                    .containsExactly("one", "other");
            assertThat(store.declarations("pandey2026/quick")).isEmpty();
        }
    }
}
