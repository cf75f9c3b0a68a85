// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import calorimeter.engine.data.image.DataFolders;
import calorimeter.engine.data.image.ImageSource;
import calorimeter.engine.data.image.LabelledImages;
import calorimeter.engine.random.Seed;
import calorimeter.engine.range.OutOfRangeException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageTaskTest {

    private static final Seed SEED = Seed.of(3);

    /// Two training images and one test image of 1 × 2 pixels with two channels; the second channel of the training
    /// images does not vary.
    @Test
    void pixelsAreStandardisedByTheTrainingImages() {
        byte[] pixels = {0, 51, 102, 51, (byte) 204, 51, 102, 51, (byte) 255, (byte) 255, 0, 0};
        Images images = Images.standardized(1, 2, 2, pixels, new int[] {0, 1, 2}, 2);

        // 0, .4, .8, .4: mean .4, deviation √.08
        float[] line = new float[4];
        images.copyLine(1, 0, line, 0);
        assertThat(line[0]).isCloseTo((float) (0.4 / Math.sqrt(0.08)), within(1e-6f));
        assertThat(line[1]).isCloseTo(0f, within(1e-6f));
        assertThat(line[2]).isCloseTo(0f, within(1e-6f));
        images.copyLine(2, 0, line, 0);
        assertThat(line[0]).isCloseTo((float) (0.6 / Math.sqrt(0.08)), within(1e-5f));
        assertThat(line[1]).as("only shifted").isCloseTo(0.8f, within(1e-6f));
    }

    @Test
    void countsThatADataSetDoesNotHave() {
        assertThatThrownBy(() -> new ImageTask(ImageSource.FASHION_MNIST, 60_001, 0))
                .isInstanceOf(OutOfRangeException.class)
                .hasMessageContaining("train images is 60001 but must be 0 (all) or at most 60000");
        assertThatThrownBy(() -> new ImageTask(ImageSource.CIFAR10, 0, -1)).hasMessageContaining("test images is -1");
    }

    @Test
    void aModelOfTokensOrOfOtherImages() {
        ImageTask task = new ImageTask(ImageSource.MNIST, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.requireTokens(5, 10, 2))
                .withMessage("the model reads tokens, but the task has images");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.requireImages(32, 32, 3, 10))
                .withMessage("the model reads images of 32 × 32 × 3, but those of mnist are 28 × 28 × 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> task.requireImages(28, 28, 1, 100))
                .withMessage("the model has 100 classes, but mnist has 10");
    }

    /// Against the files; where the data set is installed.
    @Test
    void theSeedDrawsImagesFromEachSide() {
        assumeThat(DataFolders.standard().find(ImageSource.FASHION_MNIST)).isPresent();
        LabelledImages files = DataFolders.standard().read(ImageSource.FASHION_MNIST);
        ImageTask task = new ImageTask(ImageSource.FASHION_MNIST, 300, 200);
        Dataset<Images> drawn = task.dataset(SEED);

        assertThat(drawn.train()).isEqualTo(IntStream.range(0, 300).toArray());
        assertThat(drawn.test()).isEqualTo(IntStream.range(300, 500).toArray());
        assertThat(labels(drawn)).isEqualTo(labels(task.dataset(SEED)));
        assertThat(labels(drawn)).isNotEqualTo(labels(task.dataset(Seed.of(4))));
        Dataset<Images> all = new ImageTask(ImageSource.FASHION_MNIST, 0, 0).dataset(SEED);
        assertThat(labels(all))
                .isEqualTo(IntStream.concat(Arrays.stream(files.trainLabels()), Arrays.stream(files.testLabels()))
                        .toArray());
        assertThat(meanOf(all, 60_000)).isCloseTo(0, within(1e-5));
    }

    private static int[] labels(Dataset<Images> data) {
        return IntStream.range(0, data.examples().count())
                .map(data.examples()::label)
                .toArray();
    }

    private static double meanOf(Dataset<Images> data, int count) {
        double sum = 0;
        float[] line = new float[data.examples().line()];
        for (int example = 0; example < count; example++) {
            for (int y = 0; y < data.examples().height(); y++) {
                data.examples().copyLine(example, y, line, 0);
                for (float value : line) {
                    sum += value;
                }
            }
        }
        return sum / ((double) count * 784);
    }
}
