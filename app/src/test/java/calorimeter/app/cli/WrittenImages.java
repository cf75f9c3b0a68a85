// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/// Files as large as those of MNIST with noise in them.
public final class WrittenImages {

    private static final int SIDE = 28;

    private WrittenImages() {}

    /// 60 000 training and 10 000 test images, uncompressed.
    public static void mnist(Path folder) throws IOException {
        Files.createDirectories(folder);
        write(folder.resolve("train-images-idx3-ubyte"), folder.resolve("train-labels-idx1-ubyte"), 60_000);
        write(folder.resolve("t10k-images-idx3-ubyte"), folder.resolve("t10k-labels-idx1-ubyte"), 10_000);
    }

    private static void write(Path images, Path labels, int count) throws IOException {
        byte[] noise = new byte[count * SIDE * SIDE];
        new Random(count).nextBytes(noise);
        ByteBuffer pixels = ByteBuffer.allocate(16 + noise.length);
        pixels.putInt(0x803).putInt(count).putInt(SIDE).putInt(SIDE).put(noise);
        Files.write(images, pixels.array());
        ByteBuffer classes = ByteBuffer.allocate(8 + count);
        classes.putInt(0x801).putInt(count);
        for (int i = 0; i < count; i++) {
            classes.put((byte) (i % 10));
        }
        Files.write(labels, classes.array());
    }
}
