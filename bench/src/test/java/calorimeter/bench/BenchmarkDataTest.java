// SPDX-License-Identifier: Apache-2.0
package calorimeter.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import calorimeter.engine.data.Dataset;
import calorimeter.engine.data.ImageTask;
import calorimeter.engine.data.Images;
import calorimeter.engine.data.image.ImageSource;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BenchmarkDataTest {

    /// 400 images: every one of ten classes 40 times within five deviations of √(400·0.1·0.9) = 6; pixels are uniform
    /// on 256 bytes, so that they reach as far as ±√(3·255/257) deviations; every process draws the same.
    @Test
    void randomImagesAreAsManyAsTheTaskHas() {
        ImageTask task = new ImageTask(ImageSource.FASHION_MNIST, 400, 20);
        Dataset<Images> data = BenchmarkData.random(task);
        Dataset<Images> again = BenchmarkData.random(task);
        int[] ofClass = new int[10];
        float largest = 0;
        float[] line = new float[28];
        float[] same = new float[28];
        for (int example : data.train()) {
            ofClass[data.examples().label(example)]++;
            data.examples().copyLine(example, 27, line, 0);
            again.examples().copyLine(example, 27, same, 0);
            assertThat(line).isEqualTo(same);
            for (float pixel : line) {
                largest = Math.max(largest, Math.abs(pixel));
            }
        }
        assertThat(data.train()).hasSize(400);
        assertThat(Arrays.stream(ofClass).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(10, 70));
        assertThat((double) largest).isCloseTo(Math.sqrt(3 * 255.0 / 257), within(0.02));
    }

    @Test
    void tokensNeedNoFiles() {
        Workload.Training nanda = BenchmarkCase.training("nanda", Map.of("p", "5"));
        assertThat(BenchmarkData.of(nanda.parameters().training()).train())
                .isEqualTo(nanda.parameters().training().dataset().train());
        assertThat(BenchmarkData.remark(nanda.parameters().training())).isEmpty();
    }
}
