// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFilesTest {

    @TempDir
    private Path folder;

    @Test
    void idxIsReadPlainAndPacked() {
        WrittenData.idx(folder);

        LabelledImages images = ImageFiles.read(ImageSource.MNIST, folder);

        assertThat(images.trainLabels()).containsExactly(5, 0, 9);
        assertThat(images.testLabels()).containsExactly(1, 2);
        assertPattern(images.trainPixels(), 3 * 784);
        assertPattern(images.testPixels(), 2 * 784);
        assertThat(ImageFiles.count(ImageSource.MNIST, folder)).isEqualTo(new ImageCount(3, 2));
    }

    private static void assertPattern(byte[] pixels, int count) {
        assertThat(pixels).hasSize(count);
        for (int k = 0; k < count; k++) {
            assertThat(pixels[k]).isEqualTo(WrittenData.pattern(k));
        }
    }

    /// By Python: hashlib.sha256(p[:2352] + bytes([5,0,9]) + p[:1568] + bytes([1,2])), p = bytes(k*7%251 for
    /// k in …).
    @Test
    void theDigestIsThatOfPixelsAndLabels() {
        WrittenData.idx(folder);

        assertThat(ImageFiles.read(ImageSource.FASHION_MNIST, folder).sha256())
                .isEqualTo("24978ad0c3c56a415c1aecfb9ab9eeffd40b05588f2f02689942ee0fe9e9ff48");
    }

    @Test
    void cifar10JoinsItsBatchesChannelsLast() {
        WrittenData.cifar10(folder);

        LabelledImages images = ImageFiles.read(ImageSource.CIFAR10, folder);

        assertThat(images.trainLabels()).containsExactly(1, 2, 3, 4, 5);
        assertThat(images.testLabels()).containsExactly(9);
        assertChannelsLast(images.trainPixels(), 5);
        assertChannelsLast(images.testPixels(), 1);
    }

    @Test
    void cifar100TakesTheFineLabel() {
        WrittenData.cifar100(folder);

        LabelledImages images = ImageFiles.read(ImageSource.CIFAR100, folder);

        assertThat(images.trainLabels()).containsExactly(77);
        assertThat(images.testLabels()).containsExactly(99);
        assertChannelsLast(images.trainPixels(), 1);
    }

    private static void assertChannelsLast(byte[] pixels, int images) {
        assertThat(pixels).hasSize(images * 3072);
        for (int k = 0; k < pixels.length; k++) {
            int inImage = k % 3072;
            assertThat(pixels[k]).isEqualTo(WrittenData.pattern(inImage % 3 * 1024 + inImage / 3));
        }
    }

    @Test
    void tinyImageNetFollowsItsListOfClassesAndTheNamesOfFiles() {
        WrittenData.tinyImageNet(folder);

        LabelledImages images = ImageFiles.read(ImageSource.TINY_IMAGENET, folder);

        int[] twice = IntStream.range(0, 400).map(i -> i / 2).toArray();
        assertThat(images.trainLabels()).isEqualTo(twice);
        // val_10 comes before val_9: characters, not numbers.
        assertThat(images.testLabels()).containsExactly(33, 44);
        assertThat(images.testPixels()[0]).isEqualTo((byte) 10);
        assertThat(ImageFiles.count(ImageSource.TINY_IMAGENET, folder)).isEqualTo(new ImageCount(400, 2));
    }

    @Test
    void jpegKeepsItsColoursAndGreyBecomesThreeEqualChannels() {
        WrittenData.tinyImageNet(folder);

        byte[] pixels = ImageFiles.read(ImageSource.TINY_IMAGENET, folder).trainPixels();

        int image = 64 * 64 * 3;
        for (int k = 0; k < image; k++) {
            int colour = new int[] {0xc8, 0x64, 0x32}[k % 3];
            assertThat(pixels[k] & 0xff).isBetween(colour - 2, colour + 2);
            // The second image of class 180. A conversion of grey to sRGB would brighten it.
            assertThat(pixels[361 * image + k] & 0xff).isBetween(179, 181);
        }
    }

    @Test
    void otherFilesBesideTheImagesDoNotCount() throws Exception {
        WrittenData.tinyImageNet(folder);
        Files.writeString(folder.resolve("train/" + WrittenData.className(0) + "/images/Thumbs.db"), "no image");

        assertThat(ImageFiles.count(ImageSource.TINY_IMAGENET, folder).train()).isEqualTo(400);
    }
}
