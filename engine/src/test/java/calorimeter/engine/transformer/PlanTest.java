// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.data.Operation;
import calorimeter.engine.data.OperationTask;
import calorimeter.engine.data.Split;
import calorimeter.engine.data.TokenLayout;
import calorimeter.engine.data.TokenSequences;
import calorimeter.engine.kernel.Kernels;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.random.RandomStream;
import calorimeter.engine.random.Seed;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.ComputationPlan;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Plans change what is computed, not what it means: mixtures of the foldings agree with the plain plan for
/// members of the family drawn at random, and for some that the draws hardly meet.
class PlanTest {

    private static final double TOLERANCE = 1e-5;

    private static final ComputationPlan[] FOLDINGS = {
        ComputationPlan.FOLDED,
        new ComputationPlan(true, true, true, false),
        new ComputationPlan(true, true, false, false),
        new ComputationPlan(false, true, false, false)
    };

    static IntStream seeds() {
        return IntStream.range(0, 24);
    }

    private static Transformer model(Seed seed, Workers workers, ComputationPlan plan) {
        TransformerSettings settings = RandomModels.settings(seed);
        Transformer model = new Transformer(
                settings,
                RandomModels.examples(seed),
                RandomModels.examples(seed).count(),
                Kernels.vector(),
                workers,
                plan);
        model.load(RandomModels.parameters(settings, model.layout(), seed));
        return model;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void foldedPlansAgreeWithThePlainOne(int number) {
        Seed seed = Seed.of(number);
        int[] all = IntStream.range(0, RandomModels.examples(seed).count()).toArray();
        try (Workers workers = new Workers(1)) {
            Transformer plain = model(seed, workers, ComputationPlan.PLAIN);
            float[] expected = new float[plain.layout().length()];
            Evaluation loss = plain.gradient(all, expected);
            for (ComputationPlan plan : FOLDINGS) {
                Transformer folded = model(seed, workers, plan);
                float[] gradient = overwritten(expected.length);
                requireEqual(folded.gradient(all, gradient), loss);
                requireEqual(folded.evaluate(all), loss);
                requireGradient(plain.layout(), gradient, expected);
                requireClose(folded.logits(all), plain.logits(all));
                requireClose(folded.representations(all), plain.representations(all));
                requireScores(folded.attentionScores(all), plain.attentionScores(all));
            }
        }
    }

    /// Members that fold, which the draws above do not meet, with rows and widths beyond one task. The batches
    /// leave rows of the table untouched and follow one another: nothing of one may stay behind in the next.
    @ParameterizedTest
    @CsvSource({
        "RELU, LEARNED, MLP, false, OPERANDS_EQUALS, SOFTMAX",
        "GELU, ROTARY, ALL, true, OPERANDS_OPERATOR_EQUALS, SOFTMAX",
        "GELU, SINUSOIDAL, NONE, false, OPERANDS_EQUALS, STABLEMAX",
        "RELU, NONE, ALL, true, OPERANDS_EQUALS, SOFTMAX"
    })
    void foldedProductsAgreeWithThePlainPlan(
            Activation activation,
            Positions positions,
            Biases biases,
            boolean tied,
            TokenLayout tokens,
            LossFunction.Form form) {
        LossFunction loss = new LossFunction(form, 1);
        OperationTask task = new OperationTask(Operation.ADD, 37, tokens, Split.ORDERED, 0.5, false);
        TokenSequences examples = task.dataset(Seed.of(4)).examples();
        TransformerSettings settings = new TransformerSettings(
                task.vocabulary(),
                37,
                tokens.sequence(),
                1,
                40,
                2,
                56,
                activation,
                Normalization.NONE,
                positions,
                1e4,
                Mask.CAUSAL,
                biases,
                Readout.LAST,
                tied,
                Initialization.NANDA,
                loss,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
        int[] all = examples(examples, first -> true);
        int[] even = examples(examples, first -> first % 2 == 0);
        int[] few = examples(examples, first -> first == 5);
        try (Workers workers = new Workers(2)) {
            Transformer plain = new Transformer(
                    settings, examples, examples.count(), Kernels.vector(), workers, ComputationPlan.PLAIN);
            Transformer folded = new Transformer(
                    settings, examples, examples.count(), Kernels.vector(), workers, ComputationPlan.FOLDED);
            assertThat(folded.explanation().getLast())
                    .as("otherwise this test says nothing")
                    .contains("once a step");
            float[] parameters = RandomModels.parameters(settings, plain.layout(), Seed.of(4));
            plain.load(parameters);
            folded.load(parameters);
            for (int[] batch : List.of(all, even, few, all)) {
                float[] expected = new float[parameters.length];
                float[] gradient = overwritten(parameters.length);
                requireEqual(folded.gradient(batch, gradient), plain.gradient(batch, expected));
                requireGradient(plain.layout(), gradient, expected);
                requireEqual(folded.evaluate(all), plain.evaluate(all));
            }
            requireClose(folded.representations(even), plain.representations(even));
        }
    }

    /// Rows of one token to forty: folded where it pays, layer by layer where not, with many tokens at the
    /// last position or one.
    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, NONE, CAUSAL, LAST, true",
        "2, 5, 1, NONE, FULL, LAST, true",
        "5, 1, 1, NONE, CAUSAL, LAST, true",
        "40, 1, 1, NONE, CAUSAL, LAST, false",
        "40, 5, 1, NONE, CAUSAL, LAST, false",
        "17, 5, 1, NONE, CAUSAL, MEAN, false",
        "9, 5, 2, PRE_LAYER_NORM, CAUSAL, LAST, false",
        "33, 5, 2, NONE, FULL, LAST, false",
        "12, 5, 3, PRE_LAYER_NORM, CAUSAL, MEAN, false"
    })
    void sequencesOfAnyLengthAgreeWithThePlainPlan(
            int length, int last, int layers, Normalization normalization, Mask mask, Readout readout, boolean folds) {
        TokenSequences examples = randomRows(length, last);
        TransformerSettings settings = new TransformerSettings(
                6,
                5,
                length,
                layers,
                20,
                2,
                28,
                Activation.RELU,
                normalization,
                Positions.LEARNED,
                1e4,
                mask,
                Biases.ALL,
                readout,
                false,
                Initialization.NANDA,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
        int[] all = examples(examples, first -> true);
        int[] few = examples(examples, first -> first == examples.token(0, 0));
        try (Workers workers = new Workers(2)) {
            Transformer plain = model(settings, examples, workers, ComputationPlan.PLAIN);
            Transformer folded = model(settings, examples, workers, ComputationPlan.FOLDED);
            assertThat(folded.explanation().getLast().contains("once a step"))
                    .as(folded.explanation().getLast())
                    .isEqualTo(folds);
            for (int[] batch : List.of(all, few, all)) {
                float[] expected = new float[plain.layout().length()];
                float[] gradient = overwritten(expected.length);
                requireEqual(folded.gradient(batch, gradient), plain.gradient(batch, expected));
                requireGradient(plain.layout(), gradient, expected);
                requireEqual(folded.evaluate(batch), plain.evaluate(batch));
            }
            requireScores(folded.attentionScores(few), plain.attentionScores(few));
        }
    }

    /// 400 rows; the last token is one of so many.
    private static TokenSequences randomRows(int length, int last) {
        RandomStream stream = Seed.of(6).stream();
        int[] tokens = new int[400 * length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = i % length == length - 1 ? 5 - stream.nextInt(last) : stream.nextInt(6);
        }
        int[] labels = IntStream.range(0, 400).map(row -> stream.nextInt(5)).toArray();
        return new TokenSequences(length, tokens, labels);
    }

    /// Sharing prefixes repeats no work and changes no operation: a row has the bits it would have in every
    /// example that shares it, and so do logits, and the loss of one block. Losses of several are added block
    /// by block, and blocks differ in size; gradients of a shared row are added before they go through its
    /// maps.
    @ParameterizedTest
    @CsvSource({
        "2, GELU, PRE_LAYER_NORM, LEARNED, ALL, false, OPERANDS_EQUALS, SOFTMAX",
        "3, GELU, PRE_LAYER_NORM, ROTARY, MLP, true, OPERANDS_OPERATOR_EQUALS, SOFTMAX",
        "4, RELU, NONE, SINUSOIDAL, NONE, false, OPERANDS_EQUALS, STABLEMAX"
    })
    void sharedPrefixesAgreeWithRowsOfEveryExample(
            int layers,
            Activation activation,
            Normalization normalization,
            Positions positions,
            Biases biases,
            boolean tied,
            TokenLayout tokens,
            LossFunction.Form form) {
        LossFunction loss = new LossFunction(form, 1);
        OperationTask task = new OperationTask(Operation.ADD, 23, tokens, Split.ORDERED, 0.5, false);
        TokenSequences examples = task.dataset(Seed.of(5)).examples();
        TransformerSettings settings = new TransformerSettings(
                task.vocabulary(),
                23,
                tokens.sequence(),
                layers,
                20,
                2,
                28,
                activation,
                normalization,
                positions,
                1e4,
                Mask.CAUSAL,
                biases,
                Readout.LAST,
                tied,
                Initialization.NANDA,
                loss,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
        int[] all = examples(examples, first -> true);
        int[] even = examples(examples, first -> first % 2 == 0);
        int[] few = examples(examples, first -> first == 5);
        try (Workers workers = new Workers(2)) {
            Transformer apart = model(settings, examples, workers, new ComputationPlan(true, true, false, false));
            Transformer shared = model(settings, examples, workers, new ComputationPlan(true, true, true, false));
            assertThat(shared.explanation())
                    .as("otherwise this test says nothing")
                    .anyMatch(statement -> statement.contains("begin alike"));
            assertThat(apart.explanation()).noneMatch(statement -> statement.contains("begin alike"));
            for (int[] batch : List.of(all, even, few, all)) {
                float[] expected = new float[apart.layout().length()];
                float[] gradient = overwritten(expected.length);
                requireEqualRows(shared.gradient(batch, gradient), apart.gradient(batch, expected));
                requireGradient(apart.layout(), gradient, expected);
                requireEqualRows(shared.evaluate(batch), apart.evaluate(batch));
                assertThat(shared.evaluate(few)).isEqualTo(apart.evaluate(few));
                assertThat(shared.logits(batch)).isEqualTo(apart.logits(batch));
                assertThat(shared.representations(batch)).isEqualTo(apart.representations(batch));
            }
        }
    }

    /// Those whose first token is wanted, in order.
    private static int[] examples(TokenSequences examples, IntPredicate first) {
        return IntStream.range(0, examples.count())
                .filter(i -> first.test(examples.token(i, 0)))
                .toArray();
    }

    private static Transformer model(
            TransformerSettings settings, TokenSequences examples, Workers workers, ComputationPlan plan) {
        Transformer model = new Transformer(settings, examples, examples.count(), Kernels.vector(), workers, plan);
        model.load(RandomModels.parameters(settings, model.layout(), Seed.of(5)));
        return model;
    }

    /// Two sums of the same positive numbers, block by block: of fewer than 128 additions in a row, first in
    /// the block, then of blocks, each loses at most 2⁻⁵³ of either sum.
    private static void requireEqualRows(Evaluation actual, Evaluation expected) {
        assertThat(actual.loss()).isCloseTo(expected.loss(), within(0x1p-45 * expected.loss()));
        assertThat(actual.correct()).isEqualTo(expected.correct());
        assertThat(actual.count()).isEqualTo(expected.count());
    }

    /// TokenSequences of the same tokens share even the row that is read, with a query for each, whose gradients add:
    /// the same example twice, and two of different labels.
    @Test
    void examplesOfEqualTokensAgreeWithThePlainPlan() {
        int[] tokens = {0, 1, 5, 0, 1, 5, 0, 2, 5, 3, 2, 5, 3, 2, 5, 3, 2, 5, 4, 4, 5};
        int[] labels = {1, 3, 2, 0, 0, 4, 3};
        TokenSequences examples = new TokenSequences(3, tokens, labels);
        TransformerSettings settings = new TransformerSettings(
                6,
                5,
                3,
                3,
                20,
                2,
                28,
                Activation.GELU,
                Normalization.PRE_LAYER_NORM,
                Positions.LEARNED,
                1e4,
                Mask.CAUSAL,
                Biases.ALL,
                Readout.LAST,
                false,
                Initialization.NANDA,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
        try (Workers workers = new Workers(1)) {
            Transformer plain = model(settings, examples, workers, ComputationPlan.PLAIN);
            Transformer shared = model(settings, examples, workers, ComputationPlan.FOLDED);
            for (int[] batch : List.of(new int[] {6, 6}, new int[] {0, 1}, new int[] {3, 6, 0, 5, 1, 0, 2, 4, 4})) {
                float[] expected = new float[plain.layout().length()];
                float[] gradient = overwritten(expected.length);
                requireEqual(shared.gradient(batch, gradient), plain.gradient(batch, expected));
                requireGradient(plain.layout(), gradient, expected);
                requireClose(shared.logits(batch), plain.logits(batch));
            }
        }
    }

    /// One example whose two largest logits agree to rounding may fall either way.
    private static void requireEqual(Evaluation actual, Evaluation expected) {
        assertThat(actual.loss()).isCloseTo(expected.loss(), within(TOLERANCE * expected.loss()));
        assertThat(actual.correct()).isCloseTo(expected.correct(), within(1));
        assertThat(actual.count()).isEqualTo(expected.count());
    }

    /// What stood in the array of a gradient before does not matter.
    private static float[] overwritten(int length) {
        float[] gradient = new float[length];
        Arrays.fill(gradient, Padding.FIRST, length, Float.NaN);
        return gradient;
    }

    /// Padding has no gradient, else it would not stay zero. Relative to the norm of each tensor's gradient; to
    /// that of all where a gradient is zero by an identity, as that of a key bias, and rounding is all that is
    /// left of it.
    private static void requireGradient(ParameterLayout layout, float[] actual, float[] expected) {
        double whole = norm(expected, new float[expected.length]);
        float[] padding = actual.clone();
        for (Tensor tensor : layout.tensors()) {
            for (int row = 0; row < tensor.rows(); row++) {
                Arrays.fill(padding, tensor.row(row), tensor.row(row) + tensor.columns(), 0f);
            }
            float[] g = layout.extract(tensor, expected);
            double norm = norm(g, new float[g.length]);
            double scale = norm < TOLERANCE * whole ? whole : norm;
            assertThat(norm(layout.extract(tensor, actual), g))
                    .as(tensor.name())
                    .isLessThanOrEqualTo(TOLERANCE * scale);
        }
        assertThat(padding).containsOnly(0f);
    }

    private static void requireClose(float[] actual, float[] expected) {
        assertThat(norm(actual, expected)).isLessThanOrEqualTo(TOLERANCE * norm(expected, new float[expected.length]));
    }

    private static double norm(float[] a, float[] b) {
        assertThat(a).hasSameSizeAs(b);
        double squares = 0;
        for (int i = 0; i < a.length; i++) {
            squares += Math.pow((double) a[i] - b[i], 2);
        }
        return Math.sqrt(squares);
    }

    private static void requireScores(AttentionScores actual, AttentionScores expected) {
        double[] row = new double[expected.queries()];
        double[] other = new double[expected.queries()];
        double largest = 0;
        double difference = 0;
        for (int layer = 0; layer < expected.layers(); layer++) {
            for (int example = 0; example < expected.examples(); example++) {
                for (int head = 0; head < expected.heads(); head++) {
                    for (int query = 0; query < expected.queries(); query++) {
                        int visible = expected.row(layer, example, head, query, row);
                        assertThat(actual.row(layer, example, head, query, other))
                                .isEqualTo(visible);
                        for (int key = 0; key < visible; key++) {
                            largest = Math.max(largest, Math.abs(row[key]));
                            difference = Math.max(difference, Math.abs(row[key] - other[key]));
                        }
                    }
                }
            }
        }
        assertThat(difference).isLessThanOrEqualTo(TOLERANCE * largest);
    }
}
