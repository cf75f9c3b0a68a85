// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// A file that carries runs between stores: a zip archive whose comment, the last 64 bytes, is the SHA-256 of all
/// bytes before it. Any change of the file is noticed before any of it is used. Equal runs give equal files.
///
/// ```
/// RUN/manifest.json   see BundleManifest
/// RUN/rows            see BundleCodec
/// RUN/checkpoint      a checkpoint file (safetensors), if the run has one
/// RUN/kept/STEP       such a file for each state that is kept for good
/// ```
///
/// Rows and checkpoints are [shuffled][BundleCodec#shuffled] before they are deflated.
public final class BundleFile {

    private static final String MANIFEST = "manifest.json";
    private static final String ROWS = "rows";
    private static final String CHECKPOINT = "checkpoint";
    private static final String KEPT = "kept/";

    /// What the first entry of a zip begins with.
    private static final byte[] ZIP = {'P', 'K', 3, 4};

    /// The earliest time that a zip can hold: the same runs always give the same file.
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private BundleFile() {}

    /// Writes a file, or none if that fails; an older file of that name is whole until the new one is.
    ///
    /// @param bundles taken one after the other, each run once
    /// @throws StoreException if the file cannot be written
    public static void write(Path file, Stream<RunBundle> bundles) {
        try {
            DurableFile.write(file, out -> {
                Sealed sealed = new Sealed(out);
                // Not closed but finished: the stream beneath has yet to be forced to the disk.
                @SuppressWarnings("resource")
                ZipOutputStream zip = new ZipOutputStream(sealed, StandardCharsets.UTF_8);
                zip.setLevel(Deflater.BEST_COMPRESSION);
                zip.setComment("0".repeat(Sha256.HEX_LENGTH));
                for (RunBundle bundle : (Iterable<RunBundle>) bundles::iterator) {
                    write(zip, bundle);
                }
                zip.finish();
                sealed.seal();
            });
        } catch (IOException e) {
            throw Failures.ofUserFile("write", file, e);
        }
    }

    private static void write(ZipOutputStream zip, RunBundle bundle) throws IOException {
        String folder = bundle.run().name() + "/";
        byte[] rows = BundleCodec.encode(bundle.series());
        Checkpoint checkpoint = bundle.checkpoint();
        byte @Nullable [] state = checkpoint == null ? null : checkpoint.encode();
        ObjectNode parts = Json.MAPPER.createObjectNode();
        if (state != null) {
            parts.set(CHECKPOINT, BundleManifest.part(state));
        }
        parts.set(ROWS, BundleManifest.part(rows));
        Map<String, byte[]> kept = new LinkedHashMap<>();
        bundle.kept().forEach(snapshot -> kept.put(KEPT + snapshot.step(), snapshot.encode()));
        kept.forEach((name, content) -> parts.set(name, BundleManifest.part(content)));
        BundleManifest manifest = new BundleManifest(
                bundle.run(), bundle.sessions(), bundle.series().columns(), parts);
        put(zip, folder + MANIFEST, manifest.text().getBytes(StandardCharsets.UTF_8));
        put(zip, folder + ROWS, BundleCodec.shuffled(rows, Double.BYTES));
        if (state != null) {
            put(zip, folder + CHECKPOINT, BundleCodec.shuffled(state, Float.BYTES));
        }
        for (Map.Entry<String, byte[]> part : kept.entrySet()) {
            put(zip, folder + part.getKey(), BundleCodec.shuffled(part.getValue(), Float.BYTES));
        }
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(NO_TIME);
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    /// Reads every run of a file, in order, once the whole file has been found intact.
    ///
    /// @throws StoreException if the file cannot be read, is damaged, or was made by a newer program
    public static void read(Path file, Consumer<RunBundle> reader) {
        try (ZipFile zip = decoded(file, () -> open(file))) {
            for (BundleManifest manifest : decoded(file, () -> manifests(zip))) {
                reader.accept(decoded(file, () -> bundle(zip, manifest)));
            }
        } catch (IOException notClosed) {
            throw Failures.ofUserFile("read", file, notClosed);
        }
    }

    private static ZipFile open(Path file) throws IOException {
        requireIntact(file);
        return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
    }

    private static List<BundleManifest> manifests(ZipFile zip) throws IOException {
        List<BundleManifest> manifests = new ArrayList<>();
        for (ZipEntry entry : zip.stream().toList()) {
            if (entry.getName().endsWith("/" + MANIFEST)) {
                manifests.add(BundleManifest.parse(new String(content(zip, entry.getName()), StandardCharsets.UTF_8)));
            }
        }
        return manifests;
    }

    /// A step of reading; what it finds wrong is the file's fault, unlike what a reader of runs finds.
    private interface Decoding<T> {

        T get() throws IOException;
    }

    private static <T> T decoded(Path file, Decoding<T> decoding) {
        try {
            return decoding.get();
        } catch (ZipException | IllegalArgumentException e) {
            throw new StoreException("cannot read " + file + " as a bundle of runs: " + e.getMessage(), e);
        } catch (IOException e) {
            throw Failures.ofUserFile("read", file, e);
        }
    }

    private static void requireIntact(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = Sha256.digest();
            byte[] begin = in.readNBytes(ZIP.length);
            if (!Arrays.equals(begin, ZIP)) {
                throw new StoreException("cannot read " + file
                        + " as a bundle of runs: it is another kind of file; `calorimeter runs pack` makes bundles");
            }
            digest.update(begin);
            long left = Files.size(file) - Sha256.HEX_LENGTH - ZIP.length;
            byte[] read = begin;
            while (left > 0 && read.length > 0) {
                read = in.readNBytes((int) Math.min(1 << 16, left));
                digest.update(read);
                left -= read.length;
            }
            String recorded = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
            if (left != 0 || !recorded.equals(HexFormat.of().formatHex(digest.digest()))) {
                throw new StoreException("the bundle " + file + " is damaged: its SHA-256 checksum does not match its"
                        + " content; nothing of it was used; copy or pack it again");
            }
        }
    }

    private static RunBundle bundle(ZipFile zip, BundleManifest manifest) throws IOException {
        List<RunRow> rows = BundleCodec.decode(
                part(zip, manifest, ROWS, Double.BYTES), manifest.columns().size());
        Checkpoint checkpoint = manifest.parts().has(CHECKPOINT)
                ? Checkpoint.decode(part(zip, manifest, CHECKPOINT, Float.BYTES))
                : null;
        List<Checkpoint> kept = new ArrayList<>();
        for (Map.Entry<String, ?> entry : manifest.parts().properties()) {
            if (entry.getKey().startsWith(KEPT)) {
                kept.add(Checkpoint.decode(part(zip, manifest, entry.getKey(), Float.BYTES)));
            }
        }
        RunSeries series = new RunSeries(manifest.run().name(), manifest.columns(), rows);
        return new RunBundle(manifest.run(), manifest.sessions(), series, checkpoint, kept);
    }

    private static byte[] part(ZipFile zip, BundleManifest manifest, String name, int width) throws IOException {
        byte[] content = BundleCodec.unshuffled(content(zip, manifest.run().name() + "/" + name), width);
        manifest.requirePart(name, content);
        return content;
    }

    private static byte[] content(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IllegalArgumentException("it has no " + name);
        }
        try (InputStream in = Objects.requireNonNull(zip.getInputStream(entry), "content")) {
            return in.readAllBytes();
        }
    }

    /// Withholds the last 64 bytes, the zeros in the comment's place, and writes the checksum of all others there.
    private static final class Sealed extends OutputStream {

        private final OutputStream out;
        private final MessageDigest digest = Sha256.digest();
        private byte[] held = {};

        Sealed(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            byte[] all = Arrays.copyOf(held, held.length + length);
            System.arraycopy(bytes, offset, all, held.length, length);
            int passed = Math.max(0, all.length - Sha256.HEX_LENGTH);
            digest.update(all, 0, passed);
            out.write(all, 0, passed);
            held = Arrays.copyOfRange(all, passed, all.length);
        }

        void seal() throws IOException {
            out.write(HexFormat.of().formatHex(digest.digest()).getBytes(StandardCharsets.US_ASCII));
        }
    }
}
