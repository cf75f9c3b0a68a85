// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Standard output. Unlike any other [PrintStream] it knows why it could not be written to: `head` that has
/// read enough is no failure, a full disk is one.
final class ResultStream extends PrintStream {

    private final Remembering remembering;

    ResultStream(OutputStream out) {
        this(new Remembering(out));
    }

    private ResultStream(Remembering remembering) {
        super(remembering, false, StandardCharsets.UTF_8);
        this.remembering = remembering;
    }

    /// Whether whoever read the other end has left.
    boolean isPipeClosed() {
        flush();
        IOException failure = remembering.failure;
        if (failure == null) {
            return false;
        }
        // Java has no type for it; Linux and macOS, then Windows.
        String text = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
        return text.contains("broken pipe") || text.contains("pipe is being closed");
    }

    private static final class Remembering extends FilterOutputStream {

        private volatile @Nullable IOException failure;

        Remembering(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                failure = failure == null ? e : failure;
                throw e;
            }
        }
    }
}
