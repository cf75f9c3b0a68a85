package calorimeter.lab.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Biases;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.Mask;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.Positions;
import calorimeter.engine.model.Readout;
import calorimeter.engine.model.TransformerSettings;
import org.junit.jupiter.api.Test;

class NecessaryWorkTest {

    /// Every term of the fold written out with numbers; 0.3 · 113² examples, 2 · 113 + 1 rows.
    @Test
    void nandaNeedsTwoGigaflops() {
        BenchmarkCase nanda = BenchmarkCase.all().getFirst();
        assertThat(nanda.key()).isEqualTo(BenchmarkCase.NANDA);
        assertThat(nanda.batch()).isEqualTo(3830);
        long logits = 3L * 2 * 3830 * 512 * 113;
        long forwardRows = (2 * 12 + 1) * 625L * 3830;
        long dots = 2 * 12 * 625L * 3830;
        long scatter = (2 * 12 + 1) * 625L * 3830;
        long values = 3L * 2 * 227 * 128 * 128;
        long outputs = 3L * 2 * (227 * 4) * 32 * 128;
        long tables = 3L * 2 * (227 * 4) * 128 * 625;
        long product = 3L * 2 * 512 * 128 * 113;
        long queryAndFoldedKeys = 3L * 2 * 2 * 128 * 128;
        long scores = 3L * 2 * 227 * 4 * 128;

        long total = logits
                + forwardRows
                + dots
                + scatter
                + values
                + outputs
                + tables
                + product
                + queryAndFoldedKeys
                + scores;

        assertThat(nanda.work().floatingPointOperations()).isEqualTo(total);
        assertThat(Math.round(nanda.work().giga() * 100)).isEqualTo(203);
    }

    /// d = 2, h = 3, C = 5, two positions with 5 and 1 tokens, two layers, 4 examples.
    @Test
    void countsLayerByLayer() {
        // First layer: 6 rows have keys and values; all 8 positions go on: 6 have a query.
        long first = 2 * (2 * 6 + 6) * 4 + 4 * (8 * 2) * 2 + 2 * 8 * (4 + 2 * 6);
        // Last layer: 8 rows have keys and values, the 4 last positions go on.
        long last = 2 * (2 * 8 + 4) * 4 + 4 * (4 * 2) * 2 + 2 * 4 * (4 + 2 * 6);
        long logits = 2 * 4 * 2 * 5;

        NecessaryWork work = NecessaryWork.of(model(2, Mask.FULL), 4, new int[] {5, 1});

        assertThat(work.floatingPointOperations()).isEqualTo(3 * (first + last + logits));
    }

    /// Under a causal mask position 0 knows its own token only: 3 tokens give 3 rows, however many the
    /// examples.
    @Test
    void aCausalMaskSharesPrefixes() {
        long first = 2 * (2 * 4 + 4) * 4 + 4 * (3 * 1 + 3 * 2) * 2 + 2 * 6 * (4 + 2 * 6);
        long last = 2 * (2 * 6 + 3) * 4 + 4 * (3 * 2) * 2 + 2 * 3 * (4 + 2 * 6);
        long logits = 2 * 4 * 2 * 5;

        NecessaryWork work = NecessaryWork.of(model(2, Mask.CAUSAL), 4, new int[] {3, 1});

        assertThat(work.floatingPointOperations()).isEqualTo(3 * (first + last + logits));
    }

    private static TransformerSettings model(int layers, Mask mask) {
        return new TransformerSettings(
                6,
                5,
                2,
                layers,
                2,
                1,
                3,
                Activation.GELU,
                Normalization.PRE_LAYER_NORM,
                Positions.LEARNED,
                1e4,
                mask,
                Biases.ALL,
                Readout.LAST,
                false,
                Initialization.PYTORCH);
    }
}
