// SPDX-License-Identifier: Apache-2.0
package calorimeter.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChargeFiguresTest {

    @Test
    void aGroupMayBeCalledAsAnotherWithAWordBehindIt() {
        List<Figure> figures = ChargeFigures.of(List.of(
                "train.loss",
                "noether.embedding.charge",
                "noether.embedding.exact",
                "noether.embedding.drift",
                "noether.embedding.mean.charge",
                "noether.embedding.mean.drift"));

        assertThat(figures).hasSize(2);
        assertThat(figures.getFirst().panels())
                .extracting(Figure.Panel::title, Figure.Panel::series)
                .containsExactly(
                        tuple("embedding", List.of("noether.embedding.charge", "noether.embedding.exact")),
                        tuple("embedding.mean", List.of("noether.embedding.mean.charge")));
        assertThat(figures.getLast().panels())
                .extracting(Figure.Panel::title, Figure.Panel::series)
                .containsExactly(tuple("Drift", List.of("noether.embedding.drift", "noether.embedding.mean.drift")));
    }

    @Test
    void aRunWithoutChargesHasNone() {
        assertThat(ChargeFigures.of(List.of("train.loss"))).isEmpty();
    }
}
