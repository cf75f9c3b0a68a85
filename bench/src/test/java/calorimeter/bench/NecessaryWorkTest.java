// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NecessaryWorkTest {

    /// A product [rows × inner] · [inner × columns] of a forward pass, counted element by element.
    private record Product(long rows, long inner, long columns) {

        /// A multiplication and an addition for each inner index of each element of the result.
        long forward() {
            return 2 * inner * (rows * columns);
        }

        /// Of A·B: ∂A = ∂C Bᵀ and ∂B = Aᵀ ∂C.
        long training() {
            return forward()
                    + new Product(rows, columns, inner).forward()
                    + new Product(inner, rows, columns).forward();
        }
    }

    /// What a folded step multiplies, product after product and head after head, as FoldedProducts and
    /// FoldedComputation do it; scores of one query by its product with W_K.
    private static List<Product> foldedProducts(TransformerSettings model, int examples, int rows) {
        int width = model.width();
        int headSize = model.headSize();
        int columns = model.mlpWidth() + model.classes();
        List<Product> products = new ArrayList<>();
        products.add(new Product(rows, width, width)); // values
        products.add(new Product(width, width, columns)); // W_O [W_1 | U]
        products.add(new Product(model.mlpWidth(), width, model.classes())); // W_2 U
        products.add(new Product(1, width, width)); // the query
        for (int head = 0; head < model.heads(); head++) {
            products.add(new Product(rows, headSize, columns)); // the head's part of the table
            products.add(new Product(1, headSize, width)); // its query through W_K
            products.add(new Product(rows, width, 1)); // its scores
        }
        for (int example = 0; example < examples; example++) {
            products.add(new Product(1, (long) model.heads() * model.sequence(), columns)); // table rows
            products.add(new Product(1, model.mlpWidth(), model.classes())); // hidden units to logits
        }
        return products;
    }

    private static long foldedStep(TransformerSettings model, int examples, int rows) {
        long constant = (long) examples * (model.mlpWidth() + model.classes()); // the sum of its gradient
        return constant
                + foldedProducts(model, examples, rows).stream()
                        .mapToLong(Product::training)
                        .sum();
    }

    /// 0.3 · 113² examples, 2 · 113 + 1 rows.
    @Test
    void nandaNeedsTheProductsThatTheFoldMultiplies() {
        BenchmarkCase nanda = BenchmarkCase.all().getFirst();
        assertThat(nanda.key()).isEqualTo(BenchmarkCase.NANDA);
        assertThat(nanda.batch()).isEqualTo(3830);
        long counted = foldedStep(transformer(nanda), 3830, 227);

        assertThat(nanda.work().floatingPointOperations()).isEqualTo(counted);
        assertThat(Math.round(nanda.work().giga() * 100)).isEqualTo(174);
        assertThat(nanda.work().formula())
                .isEqualTo("6NhC + (6Ht+1)(h+C)N + 6(Rd²+d²(h+C)+Rd(h+C)) + 6hdC + 6(2d²+RHd)"
                        + " with N=3830, h=512, C=113, H=4, t=3, R=227, d=128");
    }

    @Test
    void theSmallModulusFoldsToo() {
        BenchmarkCase small = BenchmarkCase.all().get(1);
        assertThat(small.key()).isEqualTo(BenchmarkCase.NANDA_SMALL);
        assertThat(small.work().floatingPointOperations()).isEqualTo(foldedStep(transformer(small), small.batch(), 47));
    }

    /// Products of matrices are paid once a step, however few its examples: one example is cheaper without.
    @Test
    void oneExampleIsNotFolded() {
        TransformerSettings model = transformer(BenchmarkCase.all().getFirst());
        NecessaryWork one = NecessaryWork.of(model, 1, new int[] {1, 1, 1});

        assertThat(one.floatingPointOperations()).isLessThan(foldedStep(model, 1, 3));
        assertThat(one.formula()).startsWith("3 · Σ over layers");
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

    /// 40 % of 59² ordered pairs; 2 · 59 rows of 128 numbers, of which the table makes 256 hidden units.
    @Test
    void aPerceptronNeedsATableAndTheFurtherMaps() {
        BenchmarkCase mlp = find(BenchmarkCase.MLP);
        long table = new Product(118, 128, 256).training();
        long readout = new Product(1392, 256, 59).training();

        assertThat(mlp.batch()).isEqualTo(1392);
        assertThat(mlp.work().floatingPointOperations()).isEqualTo(table + readout);
        assertThat(mlp.work().floatingPointOperations()).isEqualTo(149_348_352);
        assertThat(mlp.work().formula())
                .isEqualTo("6(Rdh + N((L−1)h²+hC)) with N=1392, d=128, h=256, C=59, L=1, R=118");
    }

    /// Counted tap by tap: those in the border of zeros are left out, and so is the gradient of the pixels.
    @Test
    void aConvolutionalNetworkNeedsTheTapsWithinItsImages() {
        long first = convolution(28, 1, 16);
        long others = convolution(28, 16, 16) + convolution(14, 16, 32) + convolution(14, 32, 32);
        long readout = 2L * 7 * 7 * 32 * 10;
        BenchmarkCase vgg = find(BenchmarkCase.VGG);

        assertThat(vgg.batch()).isEqualTo(128);
        assertThat(vgg.work().floatingPointOperations()).isEqualTo(128 * (2 * first + 3 * others + 3 * readout));
        assertThat(vgg.work().floatingPointOperations()).isEqualTo(3_276_554_240L);
        assertThat(vgg.work().formula())
                .isEqualTo("Σ over convolutions of 6N(3H−2)(3W−2)io, of the first 4N…, + 6NfC with N=128, H×W×i→o ="
                        + " 28×28×1→16, 28×28×16→16, 14×14×16→32, 14×14×32→32, f=1568, C=10");
        BenchmarkCase alone = find(BenchmarkCase.CONVOLUTION);
        assertThat(alone.work().floatingPointOperations()).isEqualTo(3 * 128 * convolution(14, 16, 32));
        assertThat(alone.work().formula()).endsWith("with N=128, H=14, W=14, i=16, o=32");
    }

    private static BenchmarkCase find(String key) {
        return BenchmarkCase.all().stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow();
    }

    /// One pass over one image.
    private static long convolution(int side, int inputs, int outputs) {
        long taps = 0;
        for (int pixel = 0; pixel < side * side; pixel++) {
            for (int tap = 0; tap < 9; tap++) {
                int y = pixel / side + tap / 3 - 1;
                int x = pixel % side + tap % 3 - 1;
                taps += y >= 0 && y < side && x >= 0 && x < side ? 1 : 0;
            }
        }
        return 2 * taps * inputs * outputs;
    }

    private static TransformerSettings transformer(BenchmarkCase one) {
        return ((Workload.Training) one.workload()).parameters().training().transformer();
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
                Initialization.PYTORCH,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
    }
}
