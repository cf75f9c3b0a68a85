package calorimeter.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The Python sources beside this class, which an interpreter can only read as files.
public final class PeerScripts {

    private static final List<String> NAMES = List.of("model.py", "protocol.py", "torch_peer.py", "jax_peer.py");

    private PeerScripts() {}

    /// Copies all scripts into a folder that exists, and returns it.
    public static Path copyTo(Path folder) throws IOException {
        for (String name : NAMES) {
            Files.writeString(folder.resolve(name), text(name));
        }
        return folder;
    }

    static String text(String name) {
        try (InputStream stream = PeerScripts.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("resource " + name + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException("resource " + name + " cannot be read", failure);
        }
    }
}
