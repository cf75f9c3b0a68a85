// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import calorimeter.scan.source.ModelException;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A repository in this process.
class ModelLibraryTest {

    @TempDir
    private Path folder;

    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private byte[] jar;

    @BeforeEach
    void repository() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String name : List.of("stem.onnx", "stem-tokenizer.json")) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write(name.getBytes(StandardCharsets.UTF_8));
            }
        }
        jar = bytes.toByteArray();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            boolean known = exchange.getRequestURI().getPath().endsWith("-small-1.0.jar");
            exchange.sendResponseHeaders(known ? 200 : 404, known ? jar.length : -1);
            if (known) {
                exchange.getResponseBody().write(jar);
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aModelIsFetchedOnceAndUnpacked() throws Exception {
        List<Long> progress = new ArrayList<>();
        KnownModel model = model("small", jar);
        Path file = library().fetch(model, progress::add);
        assertThat(file).isEqualTo(folder.resolve("models/small/model.onnx")).hasContent("stem.onnx");
        assertThat(file.resolveSibling("tokenizer.json")).hasContent("stem-tokenizer.json");
        assertThat(progress).last().isEqualTo((long) jar.length);
        assertThat(asked)
                .containsExactly(
                        "/dev/langchain4j/langchain4j-embeddings-small/1.0/langchain4j-embeddings-small-1.0.jar");
        library().fetch(model, progress::add);
        assertThat(asked).hasSize(1);
        assertThat(left()).containsExactly("small");
    }

    @Test
    void whatIsAnotherFileIsNotKept() throws Exception {
        KnownModel other = model("small", "another".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> library().fetch(other, bytes -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("has the SHA-256")
                .hasMessageContaining("but must have " + other.sha256());
        assertThat(left()).isEmpty();
    }

    @Test
    void aRepositoryWithoutItIsNamed() throws Exception {
        KnownModel missing = model("missing", jar);
        assertThatThrownBy(() -> library().fetch(missing, bytes -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("answers with the status 404");
        server.stop(0);
        assertThatThrownBy(() -> library().fetch(missing, bytes -> {}))
                .isInstanceOf(ModelException.class)
                .hasMessageContaining("cannot fetch http://");
        assertThat(left()).isEmpty();
    }

    private List<String> left() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("models"))) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private ModelLibrary library() {
        URI place = URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + "/");
        return new ModelLibrary(folder.resolve("models"), place);
    }

    private static KnownModel model(String name, byte[] jar) throws Exception {
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(jar));
        return new KnownModel(name, "1.0", digest, jar.length, "stem");
    }
}
