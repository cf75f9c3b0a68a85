// SPDX-License-Identifier: Apache-2.0
package calorimeter.cluster.share;

import calorimeter.lab.store.Sha256;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/// The program's own class files and resources. Two builds of the same source have the same digest,
/// wherever their jars lie and whenever they were made.
public final class ProgramFiles {

    private static final String OURS = "calorimeter/";

    private ProgramFiles() {}

    public static String sha256() {
        return sha256(System.getProperty("java.class.path"));
    }

    /// SHA-256 of the names of all files of a class path with their CRC-32.
    public static String sha256(String classPath) {
        SortedMap<String, Long> files = new TreeMap<>();
        try {
            for (String entry : classPath.split(File.pathSeparator, -1)) {
                Path path = Path.of(entry);
                if (Files.isDirectory(path)) {
                    addFolder(files, path);
                } else if (isOurs(path)) {
                    addJar(files, path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the program's own files", e);
        }
        if (files.isEmpty()) {
            throw new IllegalStateException("the class path holds no file of Calorimeter: " + classPath);
        }
        return Sha256.hex(files.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isOurs(Path path) {
        return Files.isRegularFile(path) && path.getFileName().toString().startsWith("calorimeter");
    }

    /// The first of equal names counts, as for the class loader.
    private static void addFolder(SortedMap<String, Long> files, Path folder) throws IOException {
        Path ours = folder.resolve(OURS);
        if (!Files.isDirectory(ours)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> walk = Files.walk(ours)) {
            found = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : found) {
            CRC32 sum = new CRC32();
            sum.update(Files.readAllBytes(file));
            files.putIfAbsent(folder.relativize(file).toString().replace(File.separatorChar, '/'), sum.getValue());
        }
    }

    /// A jar, and those beside it that its manifest names.
    private static void addJar(SortedMap<String, Long> files, Path file) throws IOException {
        List<Path> named = new ArrayList<>();
        try (JarFile jar = new JarFile(file.toFile())) {
            jar.stream()
                    .filter(entry -> !entry.isDirectory() && entry.getName().startsWith(OURS))
                    .forEach(entry -> files.putIfAbsent(entry.getName(), entry.getCrc()));
            String classPath = jar.getManifest() == null
                    ? null
                    : jar.getManifest().getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            for (String name : classPath == null ? new String[0] : classPath.split(" ", -1)) {
                named.add(file.resolveSibling(name));
            }
        }
        for (Path other : named) {
            if (isOurs(other)) {
                addJar(files, other);
            }
        }
    }
}
