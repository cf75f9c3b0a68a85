// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;

/// Small data sets of every format, written by the formats' descriptions: three training images (for CIFAR-10
/// one in each of five files, for Tiny ImageNet two in each of 200 classes) and two test images.
final class WrittenData {

    static final int TRAIN = 3;
    static final int TEST = 2;

    private WrittenData() {}

    /// Byte k of an image data set's pixels, in the order of the file.
    static byte pattern(int k) {
        return (byte) (k * 7 % 251);
    }

    static void idx(Path folder) {
        write(folder.resolve("train-images-idx3-ubyte"), idxImages(TRAIN, 28));
        write(folder.resolve("train-labels-idx1-ubyte"), idxLabels(5, 0, 9));
        write(folder.resolve("t10k-images-idx3-ubyte.gz"), gzip(idxImages(TEST, 28)));
        write(folder.resolve("t10k-labels-idx1-ubyte.gz"), gzip(idxLabels(1, 2)));
    }

    static byte[] idxImages(int count, int side) {
        ByteBuffer bytes = ByteBuffer.allocate(16 + count * side * side);
        bytes.putInt(0x803).putInt(count).putInt(side).putInt(side);
        for (int k = 0; k < count * side * side; k++) {
            bytes.put(pattern(k));
        }
        return bytes.array();
    }

    static byte[] idxLabels(int... labels) {
        ByteBuffer bytes = ByteBuffer.allocate(8 + labels.length);
        bytes.putInt(0x801).putInt(labels.length);
        for (int label : labels) {
            bytes.put((byte) label);
        }
        return bytes.array();
    }

    static void cifar10(Path folder) {
        for (int i = 1; i <= 5; i++) {
            write(folder.resolve("data_batch_" + i + ".bin"), cifarRecord(i));
        }
        write(folder.resolve("test_batch.bin"), cifarRecord(9));
    }

    static void cifar100(Path folder) {
        write(folder.resolve("train.bin"), cifarRecord(3, 77));
        write(folder.resolve("test.bin"), cifarRecord(19, 99));
    }

    /// Labels, then three planes.
    static byte[] cifarRecord(int... labels) {
        ByteBuffer bytes = ByteBuffer.allocate(labels.length + 3 * 1024);
        for (int label : labels) {
            bytes.put((byte) label);
        }
        for (int k = 0; k < 3 * 1024; k++) {
            bytes.put(pattern(k));
        }
        return bytes.array();
    }

    static String className(int label) {
        return "n" + (20_000_000 - label);
    }

    /// Classes stand in wnids.txt against the alphabet. Of each class, image 0 is coloured, image 1 grey of
    /// shade `label`.
    static void tinyImageNet(Path folder) {
        StringBuilder classes = new StringBuilder();
        byte[] colour = jpeg(BufferedImage.TYPE_INT_RGB, 0xc86432);
        for (int label = 0; label < 200; label++) {
            String name = className(label);
            classes.append(name).append('\n');
            Path images = folder.resolve("train").resolve(name).resolve("images");
            write(images.resolve(name + "_1.JPEG"), jpeg(BufferedImage.TYPE_BYTE_GRAY, label));
            write(images.resolve(name + "_0.JPEG"), colour);
        }
        write(folder.resolve("wnids.txt"), classes.toString().getBytes(StandardCharsets.UTF_8));
        Path test = folder.resolve("val");
        write(test.resolve("images/val_10.JPEG"), jpeg(BufferedImage.TYPE_BYTE_GRAY, 10));
        write(test.resolve("images/val_9.JPEG"), jpeg(BufferedImage.TYPE_BYTE_GRAY, 9));
        String lines =
                "val_9.JPEG\t" + className(44) + "\t0\t0\t1\t1\nval_10.JPEG\t" + className(33) + "\t0\t0\t1\t1\n";
        write(test.resolve("val_annotations.txt"), lines.getBytes(StandardCharsets.UTF_8));
    }

    /// One colour, or of a grey type one sample, all over.
    static byte[] jpeg(int type, int value) {
        return jpeg(type, value, 64);
    }

    static byte[] jpeg(int type, int value, int side) {
        BufferedImage image = new BufferedImage(side, side, type);
        for (int i = 0; i < side * side; i++) {
            if (type == BufferedImage.TYPE_BYTE_GRAY) {
                image.getRaster().setSample(i % side, i / side, 0, value);
            } else {
                image.setRGB(i % side, i / side, value);
            }
        }
        return encoded(image, "jpeg");
    }

    static byte[] encoded(BufferedImage image, String format) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, format, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static byte[] gzip(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
