// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import calorimeter.engine.data.image.LabelledImages.Side;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// Reads the IDX files of the MNIST family, plain or packed by gzip (format: yann.lecun.com/exdb/mnist, all
/// numbers of four bytes, the most significant first):
///
///     images   0x00000803, count, height, width, then a byte a pixel, row by row
///     labels   0x00000801, count, then a byte a label
final class IdxFiles {

    private static final int IMAGES_MAGIC = 0x803;
    private static final int LABELS_MAGIC = 0x801;
    private static final int COUNT_OFFSET = 4;
    private static final int SIZE_OFFSET = 8;
    private static final int FIRST_LABEL_OFFSET = 8;

    static final List<String> NAMES = List.of(
            "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte");

    /// The files in a sentence.
    static final String ALL = String.join(".gz, ", NAMES) + ".gz";

    private IdxFiles() {}

    static LabelledImages read(ImageSource source, Path folder) {
        return new LabelledImages(source, side(source, folder, "train"), side(source, folder, "t10k"));
    }

    private static Side side(ImageSource source, Path folder, String name) {
        try (DataFile images = DataFile.openPlainOrPacked(folder, name + "-images-idx3-ubyte");
                DataFile labels = DataFile.openPlainOrPacked(folder, name + "-labels-idx1-ubyte")) {
            int count = count(images, IMAGES_MAGIC, "images");
            int labelled = count(labels, LABELS_MAGIC, "labels");
            if (labelled != count) {
                throw labels.wrong(
                        COUNT_OFFSET,
                        "has " + labelled + " labels, but " + images.path() + " has " + count + " images");
            }
            return new Side(pixels(images, source, count), classes(labels, source, count));
        }
    }

    private static int count(DataFile file, int magic, String what) {
        int found = file.number();
        if (found != magic) {
            throw file.wrong(
                    0,
                    String.format(
                            Locale.ROOT,
                            "is not an IDX file of %s: it begins with 0x%08x, not 0x%08x",
                            what,
                            found,
                            magic));
        }
        int count = file.number();
        if (count <= 0) {
            throw file.wrong(COUNT_OFFSET, "announces " + Integer.toUnsignedString(count) + " " + what);
        }
        return count;
    }

    private static byte[] pixels(DataFile file, ImageSource source, int count) {
        int height = file.number();
        int width = file.number();
        if (height != source.height() || width != source.width()) {
            throw file.wrong(
                    SIZE_OFFSET,
                    "has images of " + Integer.toUnsignedString(height) + " × " + Integer.toUnsignedString(width)
                            + ", but those of " + source.title() + " are " + source.height() + " × "
                            + source.width());
        }
        byte[] pixels = file.bytes((long) count * source.imageBytes());
        file.requireEnd();
        return pixels;
    }

    private static int[] classes(DataFile file, ImageSource source, int count) {
        byte[] bytes = file.bytes(count);
        file.requireEnd();
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            labels[i] = file.label(FIRST_LABEL_OFFSET + i, bytes[i], source);
        }
        return labels;
    }
}
