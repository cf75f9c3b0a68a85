// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.golden.GoldenFile;
import calorimeter.engine.golden.GoldenGradient;
import calorimeter.engine.golden.GoldenTensor;
import calorimeter.engine.kernel.Workers;
import calorimeter.engine.model.Evaluation;
import calorimeter.engine.model.ParameterLayout;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Loss, logits and the gradient of every tensor against PyTorch in float64 (make_network_goldens.py): relative error
/// ≤ 1e-5 of each tensor's norm.
class NetworkGradientGoldenTest {

    private static final double TOLERANCE = 1e-5;

    static List<String> cases() {
        return GoldenFile.names("network/gradients");
    }

    @Test
    void everyCaseIsFound() {
        assertThat(cases()).hasSize(16).contains("network/gradients/vgg-28-norm", "network/gradients/mlp-gelu-deep");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithPyTorch(String name) {
        GoldenNetwork golden = GoldenNetwork.read(name);
        GoldenGradient expected = golden.file().gradient("float64");
        try (Workers workers = new Workers(2)) {
            Network model = golden.build(workers);
            ParameterLayout layout = model.layout();
            float[] gradient = new float[layout.length()];
            Arrays.fill(gradient, Float.NaN); // all of it must be written
            model.load(GoldenNetwork.parameters(layout, expected.tensors()));
            Evaluation evaluation = model.gradient(golden.batch(), gradient);
            assertThat(evaluation.loss()).isCloseTo(expected.loss(), within(TOLERANCE * expected.loss()));
            assertThat(evaluation.correct()).isEqualTo(expected.correct());
            assertThat(layout.tensors()).hasSameSizeAs(expected.tensors());
            for (GoldenTensor tensor : expected.tensors()) {
                float[] actual = layout.extract(layout.tensor(tensor.name()), gradient);
                double scale = tensor.vanishes() ? expected.norm() : tensor.norm();
                assertThat(tensor.distance(i -> actual[i]))
                        .as("%s, relative to %s", tensor.name(), scale)
                        .isLessThanOrEqualTo(TOLERANCE * scale);
            }
        }
    }

    /// Without batch norm, evaluation is what training computes.
    @ParameterizedTest
    @MethodSource("cases")
    void logitsAgreeWithPyTorch(String name) {
        GoldenNetwork golden = GoldenNetwork.read(name);
        GoldenGradient expected = golden.file().gradient("float64");
        try (Workers workers = new Workers(1)) {
            Network model = golden.build(workers);
            model.load(GoldenNetwork.parameters(model.layout(), expected.tensors()));
            int classes = expected.logits().getFirst().size();
            float[] logits = model.logits(golden.batch());
            if (model.buffers().isEmpty()) {
                for (int i = 0; i < expected.logits().size() * classes; i++) {
                    double logit = expected.logits().get(i / classes).get(i % classes);
                    assertThat((double) logits[i]).isCloseTo(logit, within(1e-5));
                }
            }
            assertThat(logits).hasSize(golden.examples().count() * classes);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void examplesAreThoseOfTheScript(String name) {
        GoldenNetwork golden = GoldenNetwork.read(name);
        for (List<Integer> image : golden.file().integers("pixels")) {
            byte[] pixels = GoldenNetwork.pixels(golden.file());
            int first = image.getFirst() * (pixels.length / golden.examples().count());
            for (int i = 0; i < 4; i++) {
                assertThat(pixels[first + i] & 0xff).isEqualTo(image.get(1 + i));
            }
            assertThat(golden.examples().label(image.getFirst())).isEqualTo(image.getLast());
        }
    }
}
