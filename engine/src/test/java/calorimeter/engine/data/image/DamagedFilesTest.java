// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every kind of damage, each named with its file and place.
class DamagedFilesTest {

    private static final String ADVICE = "; get it anew (`calorimeter data list` says where)";

    @TempDir
    private Path folder;

    /// @param place file in the folder, and where in it
    private void assertRefused(ImageSource source, String place, String what) {
        assertThatThrownBy(() -> ImageFiles.read(source, folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve(place) + ": the file " + what + ADVICE);
    }

    private void assertMnistRefused(String name, byte[] content, String at, String what) {
        WrittenData.idx(folder);
        WrittenData.write(folder.resolve(name), content);
        assertRefused(ImageSource.MNIST, name + at, what);
    }

    private static final String IMAGES = "train-images-idx3-ubyte";
    private static final String LABELS = "train-labels-idx1-ubyte";
    private static final String PACKED = "t10k-images-idx3-ubyte.gz";

    private static byte[] with(byte[] bytes, int at, int number) {
        ByteBuffer.wrap(bytes).putInt(at, number);
        return bytes;
    }

    /// Memory that a thread has asked for since it began, given back or not.
    private static long allocatedBytes() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }

    @Test
    void aForeignFile() {
        assertMnistRefused(
                IMAGES,
                "PNG, not IDX".getBytes(StandardCharsets.UTF_8),
                ", byte 0",
                "is not an IDX file of images: it begins with 0x504e472c, not 0x00000803");
        assertMnistRefused(
                LABELS,
                WrittenData.idxImages(3, 28),
                ", byte 0",
                "is not an IDX file of labels: it begins with 0x00000803, not 0x00000801");
    }

    @Test
    void aFileThatIsCutOff() {
        byte[] whole = WrittenData.idxImages(3, 28);
        assertMnistRefused(
                IMAGES,
                Arrays.copyOf(whole, 1000),
                ", byte 1000",
                "is cut off: its content should be 2368 bytes long at least");
        assertMnistRefused(IMAGES, new byte[0], ", byte 0", "is cut off: its content should be 4 bytes long at least");
    }

    @Test
    void aFileThatGoesOn() {
        byte[] whole = WrittenData.idxLabels(5, 0, 9);
        assertMnistRefused(LABELS, Arrays.copyOf(whole, 12), ", byte 11", "goes on where it should end");
    }

    @Test
    void headersThatAskForMoreThanThereIs() {
        byte[] many = with(WrittenData.idxImages(3, 28), 4, 2_000_000);
        WrittenData.write(folder.resolve(LABELS), with(WrittenData.idxLabels(1), 4, 2_000_000));
        assertThatMnist(many, "byte 2368: the file is cut off: its content should be 1568000016 bytes long at least");
        WrittenData.write(folder.resolve(LABELS), with(WrittenData.idxLabels(1), 4, 3_000_000));
        assertThatMnist(
                with(many, 4, 3_000_000),
                "byte 16: the file announces 2352000000 bytes, more than the 2147483639 that can be held");
        assertThatMnist(with(many, 4, -1), "byte 4: the file announces 4294967295 images");
    }

    private void assertThatMnist(byte[] images, String message) {
        WrittenData.write(folder.resolve(IMAGES), images);
        long before = allocatedBytes();
        assertThatThrownBy(() -> ImageFiles.read(ImageSource.MNIST, folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve(IMAGES) + ", " + message + ADVICE);
        assertThat(allocatedBytes() - before).isLessThan(100_000_000);
    }

    /// A packed file of some 30 bytes cannot hold 1.5 GB, so that memory is not even asked for.
    @Test
    void aPackedHeaderThatAsksForMoreThanDeflateCanPack() {
        byte[] small = WrittenData.gzip(with(Arrays.copyOf(WrittenData.idxImages(2, 28), 16), 4, 2_000_000));
        WrittenData.idx(folder);
        WrittenData.write(
                folder.resolve("t10k-labels-idx1-ubyte.gz"),
                WrittenData.gzip(with(with(new byte[8], 0, 0x801), 4, 2_000_000)));
        WrittenData.write(folder.resolve(PACKED), small);
        long before = allocatedBytes();
        assertRefused(
                ImageSource.MNIST,
                PACKED + ", byte 16 after unpacking",
                "is cut off: its content should be 1568000016 bytes long at least");
        assertThat(allocatedBytes() - before).isLessThan(100_000_000);
    }

    @Test
    void damagedGzip() {
        byte[] packed = WrittenData.gzip(WrittenData.idxImages(2, 28));
        byte[] checkSum = packed.clone();
        checkSum[packed.length - 8] ^= 1;
        String end = ", byte 1584 after unpacking";
        assertMnistRefused(PACKED, checkSum, end, "is not intact gzip (Corrupt GZIP trailer)");
        assertMnistRefused(
                PACKED,
                Arrays.copyOf(packed, packed.length - 5),
                end,
                "is cut off: its content should be 1584 bytes long at least");
        assertMnistRefused(
                PACKED,
                "no gzip at all".getBytes(StandardCharsets.UTF_8),
                ", byte 0 after unpacking",
                "is not intact gzip (Not in GZIP format)");
        byte[] block = packed.clone();
        block[10] = 7;
        assertMnistRefused(PACKED, block, ", byte 0 after unpacking", "is not intact gzip (invalid block type)");
    }

    @Test
    void countsThatDiffer() {
        assertMnistRefused(
                LABELS,
                WrittenData.idxLabels(1, 2),
                ", byte 4",
                "has 2 labels, but " + folder.resolve(IMAGES) + " has 3 images");
    }

    @Test
    void imagesOfAnotherSize() {
        assertMnistRefused(
                IMAGES,
                WrittenData.idxImages(3, 32),
                ", byte 8",
                "has images of 32 × 32, but those of MNIST are 28 × 28");
    }

    @Test
    void aLabelBeyondTheClasses() {
        assertMnistRefused(
                LABELS,
                WrittenData.idxLabels(1, 10, 2),
                ", byte 9",
                "has label 10, but the classes of MNIST are 0 to 9");

        WrittenData.cifar100(folder);
        WrittenData.write(folder.resolve("train.bin"), WrittenData.cifarRecord(3, 200));
        assertRefused(
                ImageSource.CIFAR100, "train.bin, byte 1", "has label 200, but the classes of CIFAR-100 are 0 to 99");
    }

    @Test
    void aMissingFile() throws Exception {
        WrittenData.idx(folder);
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));

        assertThatThrownBy(() -> ImageFiles.read(ImageSource.MNIST, folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder.resolve("t10k-labels-idx1-ubyte")
                        + " is missing; `calorimeter data list` says how to get it");
    }

    @Test
    void cifarFilesThatAreNoRecords() {
        WrittenData.cifar10(folder);
        WrittenData.write(folder.resolve("data_batch_3.bin"), new byte[3073 + 100]);
        assertRefused(
                ImageSource.CIFAR10,
                "data_batch_3.bin, byte 3073",
                "is cut off or is not of CIFAR-10's binary version: its 3173 bytes are not records of 3073");
    }

    @Test
    void anImageThatIsNotAJpeg() {
        String name = picture();
        WrittenData.write(
                folder.resolve(name),
                WrittenData.encoded(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB), "png"));
        assertRefused(ImageSource.TINY_IMAGENET, name + ", byte 0", "is not a JPEG: it begins with 0x8950");
    }

    /// Writes the data set and returns the name of one image.
    private String picture() {
        WrittenData.tinyImageNet(folder);
        String name = WrittenData.className(7);
        return "train/" + name + "/images/" + name + "_0.JPEG";
    }

    @Test
    void aJpegThatIsCutOffOrOfAnotherSizeOrHasNoImage() {
        String name = picture();
        Path file = folder.resolve(name);
        byte[] whole = WrittenData.jpeg(BufferedImage.TYPE_INT_RGB, 0x123456);
        for (int length : new int[] {0, 1, 2, 20, 200, whole.length / 2, whole.length - 20, whole.length - 2}) {
            WrittenData.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> ImageFiles.read(ImageSource.TINY_IMAGENET, folder))
                    .as("the first " + length + " of " + whole.length + " bytes")
                    .isInstanceOf(DataException.class)
                    .hasMessageMatching("\\Q" + file + "\\E, byte \\d+: the file is (cut off|a damaged JPEG"
                            + " \\(.+\\)|a JPEG that cannot be decoded \\(.+\\))\\Q" + ADVICE + "\\E");
        }

        WrittenData.write(file, WrittenData.jpeg(BufferedImage.TYPE_BYTE_GRAY, 1, 32));
        assertRefused(
                ImageSource.TINY_IMAGENET,
                name + ", byte 0",
                "has an image of 32 × 32, but those of Tiny ImageNet are 64 × 64");
    }

    @Test
    void listsOfTinyImageNet() throws Exception {
        WrittenData.tinyImageNet(folder);
        Path classes = folder.resolve("wnids.txt");
        String whole = Files.readString(classes);

        Files.writeString(classes, whole + "../../etc\n");
        assertRefused(
                ImageSource.TINY_IMAGENET,
                "wnids.txt, line 201",
                "has '../../etc', which is not a class such as n02124075");
        Files.writeString(classes, whole + WrittenData.className(3) + "\n");
        assertRefused(ImageSource.TINY_IMAGENET, "wnids.txt, line 201", "names n19999997 twice");
        Files.writeString(classes, whole.substring(whole.indexOf('\n') + 1));
        assertRefused(ImageSource.TINY_IMAGENET, "wnids.txt", "names 199 classes, but Tiny ImageNet has 200");
        Files.writeString(classes, whole);

        Path annotations = folder.resolve("val/val_annotations.txt");
        String line = "val_9.JPEG\t" + WrittenData.className(44) + "\n";
        Files.writeString(annotations, line + "val_10.JPEG\tn5\n");
        assertRefused(
                ImageSource.TINY_IMAGENET,
                "val/val_annotations.txt, line 2",
                "has 'val_10.JPEG\tn5', not a file's name, a tab and a class of wnids.txt");
        Files.writeString(annotations, line);
        assertRefused(
                ImageSource.TINY_IMAGENET,
                "val/val_annotations.txt",
                "has no line for " + folder.resolve("val/images/val_10.JPEG"));
    }

    @Test
    void missingImagesOfTinyImageNet() throws Exception {
        WrittenData.tinyImageNet(folder);
        Files.delete(folder.resolve("val/images/val_9.JPEG"));
        assertMissing("val/images/val_9.JPEG");

        Path images = folder.resolve("train/" + WrittenData.className(7) + "/images");
        for (String file : new String[] {"_0.JPEG", "_1.JPEG"}) {
            Files.delete(images.resolve(WrittenData.className(7) + file));
        }
        assertMissing(folder.relativize(images) + "/*.JPEG");
        Files.delete(images);
        assertMissing(folder.relativize(images).toString());
    }

    private void assertMissing(String name) {
        assertThatThrownBy(() -> ImageFiles.count(ImageSource.TINY_IMAGENET, folder))
                .isInstanceOf(DataException.class)
                .hasMessage(folder + "/" + name + " is missing; `calorimeter data list` says how to get it");
    }
}
