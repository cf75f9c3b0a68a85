// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.model.Activation;
import calorimeter.engine.model.Initialization;
import calorimeter.engine.model.LossFunction;
import calorimeter.engine.model.Normalization;
import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.random.Seed;
import calorimeter.engine.transformer.settings.AttentionSettings;
import calorimeter.engine.transformer.settings.Biases;
import calorimeter.engine.transformer.settings.Mask;
import calorimeter.engine.transformer.settings.PlanChoice;
import calorimeter.engine.transformer.settings.Positions;
import calorimeter.engine.transformer.settings.Readout;
import calorimeter.engine.transformer.settings.TransformerSettings;
import calorimeter.engine.transformer.settings.TransformerTensors;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Initial parameters follow the stated laws. z = 5: with some forty tensors a false alarm in 10⁵ runs, and the
/// seeds are fixed.
class InitialParametersTest {

    private static final double Z = 5;
    private static final int CLASSES = 53;
    private static final int WIDTH = 48;
    private static final int HIDDEN = 80;

    private static TransformerSettings settings(int layers, Biases biases, Initialization initialization) {
        return new TransformerSettings(
                CLASSES + 1,
                CLASSES,
                3,
                layers,
                WIDTH,
                4,
                HIDDEN,
                Activation.GELU,
                Normalization.PRE_LAYER_NORM,
                Positions.LEARNED,
                1e4,
                Mask.CAUSAL,
                biases,
                Readout.LAST,
                false,
                initialization,
                LossFunction.SOFTMAX,
                AttentionSettings.SOFTMAX,
                PlanChoice.AUTO);
    }

    private static Map<String, float[]> draw(TransformerSettings settings, int seed) {
        ParameterLayout layout = new TransformerTensors(settings).layout;
        float[] flat = layout.draw(Seed.of(seed));
        Map<String, float[]> tensors = new HashMap<>();
        for (Tensor tensor : layout.tensors()) {
            tensors.put(tensor.name(), layout.extract(tensor, flat));
        }
        return tensors;
    }

    /// Code of Nanda et al.: normal, deviation 1/√width, but 1/√classes for the unembedding; zero biases.
    @Test
    void nandaDrawsNormalMatricesAndZeroBiases() {
        draw(settings(2, Biases.ALL, Initialization.NANDA), 1).forEach((name, values) -> {
            if (name.endsWith(".gain")) {
                assertThat(values).as(name).containsOnly(1f);
            } else if (name.endsWith(".bias")) {
                assertThat(values).as(name).containsOnly(0f);
            } else {
                requireNormal(name, values, 1 / Math.sqrt(name.equals("unembedding") ? CLASSES : WIDTH));
            }
        });
    }

    /// torch.nn.Embedding: standard normal; torch.nn.Linear: weights and biases uniform on ±1/√inputs.
    @Test
    void pytorchDrawsUniformMapsAndBiases() {
        draw(settings(2, Biases.ALL, Initialization.PYTORCH), 1).forEach((name, values) -> {
            if (name.endsWith(".gain")) {
                assertThat(values).as(name).containsOnly(1f);
            } else if (name.contains("norm")) {
                assertThat(values).as(name).containsOnly(0f);
            } else if (name.equals("embedding") || name.equals("positions")) {
                requireNormal(name, values, 1);
            } else {
                requireUniform(name, values, 1 / Math.sqrt(name.contains("mlp.output") ? HIDDEN : WIDTH));
            }
        });
    }

    /// Standard errors of the first, second and fourth moment of n normal numbers: σ/√n, σ²√(2/n), σ⁴√(96/n).
    private static void requireNormal(String name, float[] values, double deviation) {
        int n = values.length;
        double variance = deviation * deviation;
        assertThat(moment(values, 1)).as(name).isCloseTo(0, within(Z * deviation / Math.sqrt(n)));
        assertThat(moment(values, 2)).as(name).isCloseTo(variance, within(Z * variance * Math.sqrt(2.0 / n)));
        double fourth = variance * variance;
        assertThat(moment(values, 4)).as(name).isCloseTo(3 * fourth, within(Z * fourth * Math.sqrt(96.0 / n)));
    }

    /// Standard errors of the first two moments of n numbers uniform on ±b: b/√(3n), b²√(4/(45 n)). The largest
    /// of them falls short of b by more than 12 b/n once in e⁶ ⁺ draws of either sign, so by 30 b/n never here.
    private static void requireUniform(String name, float[] values, double bound) {
        int n = values.length;
        assertThat(moment(values, 1)).as(name).isCloseTo(0, within(Z * bound / Math.sqrt(3.0 * n)));
        assertThat(moment(values, 2))
                .as(name)
                .isCloseTo(bound * bound / 3, within(Z * bound * bound * Math.sqrt(4 / (45.0 * n))));
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        assertThat(largest).as(name).isBetween(bound * (1 - 30.0 / n), bound * (1 + 1e-7));
    }

    private static double moment(float[] values, int power) {
        double sum = 0;
        for (float value : values) {
            sum += Math.pow(value, power);
        }
        return sum / values.length;
    }

    @Test
    void differentSeedsAndDifferentTensorsDiffer() {
        TransformerSettings settings = settings(2, Biases.ALL, Initialization.PYTORCH);
        Map<String, float[]> first = draw(settings, 1);
        Map<String, float[]> second = draw(settings, 2);
        assertThat(draw(settings, 1)).usingRecursiveComparison().isEqualTo(first);
        first.forEach((name, values) -> {
            if (!name.contains("norm")) {
                assertThat(second.get(name)).as(name).isNotEqualTo(values);
            }
        });
        assertThat(first.get("layer0.attention.query")).isNotEqualTo(first.get("layer0.attention.key"));
        assertThat(first.get("layer0.attention.query")).isNotEqualTo(first.get("layer1.attention.query"));
    }

    /// Biases or a second layer come in beside the other tensors, whose values stay.
    @Test
    void addingTensorsDoesNotShiftOthers() {
        Map<String, float[]> small = draw(settings(1, Biases.NONE, Initialization.PYTORCH), 3);
        Map<String, float[]> large = draw(settings(2, Biases.ALL, Initialization.PYTORCH), 3);
        assertThat(large).hasSizeGreaterThan(small.size());
        small.forEach((name, values) -> assertThat(large.get(name)).as(name).isEqualTo(values));
    }
}
