// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.observable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.engine.model.Tensor;
import calorimeter.engine.transformer.settings.Mask;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NormsTest {

    private final SmallTraining training = new SmallTraining(2, 3, Mask.CAUSAL);
    private final ParameterLayout layout = training.trainer().layout();

    @AfterEach
    void endItsThreads() {
        training.close();
    }

    /// Every element of a tensor set to one value: the norm is |value| √size.
    private ToDoubleFunction<String> filled(String name, float value) {
        float[] parameters = new float[layout.length()];
        Tensor tensor = layout.tensor(name);
        float[] values = new float[tensor.size()];
        Arrays.fill(values, value);
        layout.insert(tensor, values, parameters);
        return prefix -> Norms.norm(layout, parameters, prefix);
    }

    @Test
    void aTensorCountsInItsGroupsAlone() {
        ToDoubleFunction<String> norms = filled("layer1.mlp.input", -3);

        double norm = 3 * Math.sqrt(SmallTraining.WIDTH * 20);
        assertThat(norms.applyAsDouble("layer1.mlp")).isCloseTo(norm, within(1e-12));
        assertThat(norms.applyAsDouble("")).isCloseTo(norm, within(1e-12));
        assertThat(norms.applyAsDouble("layer0.mlp")).isZero();
        assertThat(norms.applyAsDouble("layer1.attention")).isZero();
        assertThat(norms.applyAsDouble("embedding")).isZero();
    }

    @Test
    void theEmbeddingIsNotTheUnembedding() {
        assertThat(filled("unembedding", 1).applyAsDouble("embedding")).isZero();
        assertThat(filled("embedding", 1).applyAsDouble("unembedding")).isZero();
        assertThat(filled("unembedding.bias", 2).applyAsDouble("unembedding"))
                .isCloseTo(2 * Math.sqrt(7), within(1e-12));
    }

    @Test
    void squaresOfTheTensorsAddUp() {
        double norm = Norms.norm(layout, training.trainer().parameters(), "");

        double squares = 0;
        for (Tensor tensor : layout.tensors()) {
            for (float value : layout.extract(tensor, training.trainer().parameters())) {
                squares += (double) value * value;
            }
        }
        assertThat(norm).isPositive().isCloseTo(Math.sqrt(squares), within(1e-12));
    }

    /// Padding is no part of the model, whatever stands there.
    @Test
    void paddingDoesNotCount() {
        float[] parameters = training.trainer().parameters().clone();
        double norm = Norms.norm(layout, parameters, "");
        float[] all = new float[parameters.length];
        Arrays.fill(all, 1e6f);
        for (Tensor tensor : layout.tensors()) {
            layout.insert(tensor, layout.extract(tensor, parameters), all);
        }

        assertThat(layout.parameterCount()).isLessThan(layout.length());
        assertThat(Norms.norm(layout, all, "")).isEqualTo(norm);
    }

    @Test
    void theUpdateIsTheDistanceBetweenItsEnds() {
        Norms norms = new Norms(training.trainer().model().settings());
        double[] values = {1, Double.NaN, 2};

        norms.updated(new float[] {1, 0, 5}, new float[] {1, 3, 1}, values);

        assertThat(norms.quantities().get(1).name()).isEqualTo("update.norm");
        assertThat(values).containsExactly(1, 5, 2);
    }
}
