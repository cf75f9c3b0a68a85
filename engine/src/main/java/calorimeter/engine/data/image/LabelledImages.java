// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.data.image;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The content of an image data set: pixels as bytes [images × height × width × channels], row-major, and one
/// class an image. Arrays are not copied, since they are large: who holds them must not write to them.
public final class LabelledImages {

    /// One side of the split as its files deal it.
    static final class Side {

        private final byte[] pixels;
        private final int[] labels;

        Side(byte[] pixels, int[] labels) {
            this.pixels = pixels;
            this.labels = labels;
        }

        byte[] pixels() {
            return pixels;
        }

        int[] labels() {
            return labels;
        }

        /// Room for so many images.
        ///
        /// @throws DataException if they are more than one array can hold
        static Side of(ImageSource source, long count) {
            if (count * source.imageBytes() > DataFile.MOST_BYTES) {
                throw new DataException(source.title() + " has " + count + " images on one side here, but "
                        + DataFile.MOST_BYTES / source.imageBytes()
                        + " can be held; remove files that are not its own");
            }
            return new Side(new byte[(int) count * source.imageBytes()], new int[(int) count]);
        }
    }

    private final ImageSource source;
    private final Side train;
    private final Side test;
    private final String sha256;

    LabelledImages(ImageSource source, Side train, Side test) {
        this.source = source;
        this.train = checked(train);
        this.test = checked(test);
        sha256 = digest();
    }

    private Side checked(Side side) {
        if (side.pixels.length != (long) side.labels.length * source.imageBytes()) {
            throw new IllegalArgumentException(
                    side.pixels.length + " bytes do not make " + side.labels.length + " images of " + source.title());
        }
        return side;
    }

    public ImageSource source() {
        return source;
    }

    public byte[] trainPixels() {
        return train.pixels;
    }

    public int[] trainLabels() {
        return train.labels;
    }

    public byte[] testPixels() {
        return test.pixels;
    }

    public int[] testLabels() {
        return test.labels;
    }

    /// Says which data these are: SHA-256, in hexadecimal, over training pixels, training labels (a byte
    /// each), test pixels, test labels.
    public String sha256() {
        return sha256;
    }

    private String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Side side : new Side[] {train, test}) {
                digest.update(side.pixels);
                ByteBuffer labels = ByteBuffer.allocate(side.labels.length);
                for (int label : side.labels) {
                    labels.put((byte) label);
                }
                digest.update(labels.flip());
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
