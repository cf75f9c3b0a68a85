// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import calorimeter.engine.data.image.LabelledImages.Side;
import java.nio.file.Path;
import java.util.List;

/// Reads the binary version of CIFAR-10 and CIFAR-100 (format: cs.toronto.edu/~kriz/cifar.html). A record is
///
///     CIFAR-10    label, 1024 bytes red, 1024 green, 1024 blue
///     CIFAR-100   coarse label, fine label, the same
///
/// The fine label is the class. Pixels leave here channels last.
final class CifarFiles {

    private static final List<String> NAMES_10 = List.of(
            "data_batch_1.bin",
            "data_batch_2.bin",
            "data_batch_3.bin",
            "data_batch_4.bin",
            "data_batch_5.bin",
            "test_batch.bin");

    private static final List<String> NAMES_100 = List.of("train.bin", "test.bin");

    private final ImageSource source;
    private final int labelBytes;

    private CifarFiles(ImageSource source) {
        this.source = source;
        labelBytes = source == ImageSource.CIFAR100 ? 2 : 1;
    }

    static List<String> names(ImageSource source) {
        return source == ImageSource.CIFAR100 ? NAMES_100 : NAMES_10;
    }

    /// Reads a folder; the last file holds the test images.
    static LabelledImages read(ImageSource source, Path folder) {
        CifarFiles format = new CifarFiles(source);
        List<Path> files = names(source).stream().map(folder::resolve).toList();
        int last = files.size() - 1;
        Side train = format.side(files.subList(0, last));
        return new LabelledImages(source, train, format.side(files.subList(last, last + 1)));
    }

    private int recordBytes() {
        return labelBytes + source.imageBytes();
    }

    private Side side(List<Path> files) {
        List<byte[]> contents = files.stream().map(this::content).toList();
        long count = contents.stream()
                .mapToLong(content -> content.length / recordBytes())
                .sum();
        Side side = Side.of(source, count);
        int image = 0;
        for (byte[] content : contents) {
            for (int at = 0; at < content.length; at += recordBytes()) {
                side.labels()[image] = Byte.toUnsignedInt(content[at + labelBytes - 1]);
                copyPixels(content, at + labelBytes, side.pixels(), image * source.imageBytes());
                image++;
            }
        }
        return side;
    }

    private byte[] content(Path path) {
        try (DataFile file = DataFile.open(path)) {
            long whole = file.size() / recordBytes() * recordBytes();
            if (whole == 0 || whole != file.size()) {
                throw file.wrong(
                        whole,
                        "is cut off or is not of " + source.title() + "'s binary version: its " + file.size()
                                + " bytes are not records of " + recordBytes());
            }
            byte[] content = file.bytes(whole);
            file.requireEnd();
            for (int at = labelBytes - 1; at < content.length; at += recordBytes()) {
                file.label(at, content[at], source);
            }
            return content;
        }
    }

    /// Plane after plane becomes pixel after pixel.
    private void copyPixels(byte[] planes, int from, byte[] pixels, int to) {
        int plane = source.height() * source.width();
        int channels = source.channels();
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < plane; i++) {
                pixels[to + i * channels + c] = planes[from + c * plane + i];
            }
        }
    }
}
