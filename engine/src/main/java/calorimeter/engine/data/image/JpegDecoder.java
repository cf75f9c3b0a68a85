// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/// Decodes JPEG files of one size into bytes, channels last; a grey image becomes three equal channels. The
/// samples are those of the JDK's decoder (libjpeg), without any conversion of colour profiles.
final class JpegDecoder {

    /// How every JPEG begins.
    private static final int START_OF_IMAGE = 0xffd8;

    private static final int GREY = 1;

    private final ImageSource source;
    private final ImageReader reader =
            ImageIO.getImageReadersByFormatName("jpeg").next();
    private final List<String> warnings = new ArrayList<>();

    JpegDecoder(ImageSource source) {
        this.source = source;
        // The decoder only warns of a file that is cut off or damaged, and makes up what is missing.
        reader.addIIOReadWarningListener((from, warning) -> warnings.add(warning));
    }

    /// Writes the pixels of a file from `at` on.
    void decode(Path path, byte[] pixels, int at) {
        try (InputStream file = Files.newInputStream(path);
                ImageInputStream stream = new MemoryCacheImageInputStream(file)) {
            copy(path, samples(path, stream), pixels, at);
        } catch (NoSuchFileException e) {
            throw DataFile.missing(path.toString());
        } catch (IOException e) {
            throw DataFile.unreadable(path, e);
        }
    }

    private Raster samples(Path path, ImageInputStream stream) throws IOException {
        warnings.clear();
        try {
            int start = stream.readUnsignedShort();
            if (start != START_OF_IMAGE) {
                throw wrong(path, 0, String.format(Locale.ROOT, "is not a JPEG: it begins with 0x%04x", start));
            }
            stream.seek(0);
            reader.setInput(stream, true, true);
            // Before the decoder asks for memory for as many pixels as the header says.
            requireSize(path, reader.getWidth(0), reader.getHeight(0));
            Raster samples = reader.read(0).getRaster();
            if (!warnings.isEmpty()) {
                throw wrong(path, stream.getStreamPosition(), "is a damaged JPEG (" + warnings.getFirst() + ")");
            }
            return samples;
        } catch (EOFException e) {
            throw wrong(path, stream.getStreamPosition(), "is cut off");
        } catch (IIOException | IllegalArgumentException | IndexOutOfBoundsException | NegativeArraySizeException e) {
            throw wrong(path, stream.getStreamPosition(), "is a JPEG that cannot be decoded (" + e.getMessage() + ")");
        }
    }

    private void requireSize(Path path, int width, int height) {
        if (width != source.width() || height != source.height()) {
            throw wrong(
                    path,
                    0,
                    "has an image of " + height + " × " + width + ", but those of " + source.title() + " are "
                            + source.height() + " × " + source.width());
        }
    }

    private void copy(Path path, Raster samples, byte[] pixels, int at) {
        int bands = samples.getNumBands();
        int channels = source.channels();
        if (bands != GREY && bands != channels) {
            throw wrong(path, 0, "has " + bands + " channels, neither 1 nor " + channels);
        }
        int[] values = samples.getPixels(0, 0, source.width(), source.height(), (int[]) null);
        for (int i = 0; i < source.imageBytes(); i++) {
            pixels[at + i] = (byte) values[bands == GREY ? i / channels : i];
        }
    }

    private static DataException wrong(Path path, long at, String what) {
        return DataFile.wrong(path + ", byte " + at, what);
    }
}
