// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.network;

import java.util.Arrays;

/// Shape of what one example becomes behind a layer: an image [height × width × channels], or a vector, which is an
/// image of one pixel.
///
/// Pixels lie one behind the other, line by line, the channels of a pixel side by side. An image that a convolution
/// reads has a border of zeros, so that its 3 × 3 neighbourhoods need no cases: a line of pixels above, one below, and
/// one pixel at the end of each line, which is also the left neighbour of the next line's first:
///
///     0 0 0 0
///       x x x 0
///       x x x 0
///       0 0 0 0
///
/// @param border 1 with such a border, otherwise 0
record Shape(int height, int width, int channels, int border) {

    static Shape vector(int features) {
        return new Shape(1, 1, features, 0);
    }

    /// Number of elements, the border not counted.
    int features() {
        return height * width * channels;
    }

    /// Elements of an example in memory.
    int size() {
        return (height + 2 * border) * step() + border * channels;
    }

    /// Distance from a pixel to the one below it.
    int step() {
        return (width + border) * channels;
    }

    /// Where the first pixel of a line lies, from the beginning of the example.
    int line(int line) {
        return (line + border) * step() + border * channels;
    }

    /// Pixels from the first to the last, with the border pixels between two lines.
    int span() {
        return (height - 1) * (width + border) + width;
    }

    /// Sets the border pixels within the [#span] of the example that begins at `offset` to zero.
    void clearBorder(float[] values, int offset) {
        for (int line = 1; line < height; line++) {
            int first = offset + line(line);
            Arrays.fill(values, first - border * channels, first, 0f);
        }
    }
}
