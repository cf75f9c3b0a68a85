// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data;

import java.util.Arrays;

/// A table of labelled images, all of one size. A pixel is a byte a channel, as image files store it; a model sees
///
///     (byte/255 − mean)/deviation,   mean and deviation over all pixels of the training images, channel by channel
public final class Images implements Examples {

    private final int height;
    private final int width;
    private final int channels;
    private final byte[] pixels;
    private final int[] labels;
    private final float[] scale;
    private final float[] shift;

    /// @param pixels [images × height × width × channels], row-major; not copied
    /// @param labels one class per image; not copied
    /// @param mean of byte/255 by channel
    /// @param deviation standard deviation of byte/255 by channel, above 0
    public Images(int height, int width, int channels, byte[] pixels, int[] labels, double[] mean, double[] deviation) {
        if (pixels.length != (long) labels.length * height * width * channels) {
            throw new IllegalArgumentException(pixels.length + " bytes do not make " + labels.length + " images of "
                    + height + " × " + width + " × " + channels);
        }
        this.height = height;
        this.width = width;
        this.channels = channels;
        this.pixels = pixels;
        this.labels = labels;
        scale = new float[channels];
        shift = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) (1 / (255 * deviation[c]));
            shift[c] = (float) (-mean[c] / deviation[c]);
        }
    }

    /// A table with mean and deviation of its first images. A channel that does not vary is only shifted.
    ///
    /// @param trained how many of the images, from the first on, are for training
    public static Images standardized(int height, int width, int channels, byte[] pixels, int[] labels, int trained) {
        int length = trained * height * width * channels;
        long[] sum = new long[channels];
        long[] squares = new long[channels];
        for (int i = 0; i < length; i++) {
            int value = pixels[i] & 0xff;
            sum[i % channels] += value;
            squares[i % channels] += (long) value * value;
        }
        double[] mean = new double[channels];
        double[] deviation = new double[channels];
        double count = (double) length / channels;
        for (int c = 0; c < channels; c++) {
            mean[c] = sum[c] / count / 255;
            double variance = squares[c] / count / (255 * 255) - mean[c] * mean[c];
            deviation[c] = variance > 0 ? Math.sqrt(variance) : 1;
        }
        return new Images(height, width, channels, pixels, labels, mean, deviation);
    }

    /// A table without images.
    public static Images none(int height, int width, int channels) {
        double[] ones = new double[channels];
        Arrays.fill(ones, 1);
        return new Images(height, width, channels, new byte[0], new int[0], ones, ones);
    }

    /// Examples as images.
    ///
    /// @throws IllegalArgumentException when they are none
    public static Images of(Examples examples) {
        if (examples instanceof Images images) {
            return images;
        }
        throw new IllegalArgumentException("the model reads images, but the examples are none");
    }

    @Override
    public int count() {
        return labels.length;
    }

    @Override
    public int label(int example) {
        return labels[example];
    }

    public int height() {
        return height;
    }

    public int width() {
        return width;
    }

    public int channels() {
        return channels;
    }

    /// Elements of a line: width·channels.
    public int line() {
        return width * channels;
    }

    /// Writes a line of an image as the model sees it, from `at` on.
    public void copyLine(int example, int line, float[] target, int at) {
        int from = (example * height + line) * line();
        for (int i = 0; i < line(); i++) {
            int c = i % channels;
            target[at + i] = (pixels[from + i] & 0xff) * scale[c] + shift[c];
        }
    }
}
