// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramVersionTest {

    @TempDir
    Path folder;

    @Test
    void theJarOfAReleaseKnowsItsCommit() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Commit", "0123abc-dirty");
        Path jar = folder.resolve("a program.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new JarEntry("A.class"));
        }

        assertThat(ProgramVersion.commitOfJar(
                        URI.create("jar:" + jar.toUri() + "!/A.class").toURL()))
                .isEqualTo("0123abc-dirty");
    }

    @Test
    void classesOutsideAJarDoNot() throws Exception {
        Path classFile = Files.createFile(folder.resolve("A.class"));

        assertThat(ProgramVersion.commitOfJar(classFile.toUri().toURL())).isNull();
    }
}
