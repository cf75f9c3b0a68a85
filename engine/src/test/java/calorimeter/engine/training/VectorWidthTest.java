// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import calorimeter.engine.kernel.Kernels;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Register width changes no bit: virtual machines started with other widths train the small presets and
/// networks to the digests of the scalar kernel here.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VectorWidthTest {

    private static final String ARCHITECTURE = System.getProperty("os.arch");

    private List<String> expected = List.of();

    @BeforeAll
    void trainHere() {
        expected = DigestMain.lines(Kernels.scalar());
    }

    @Test
    void registersOf128Bits() {
        assertThat(run("-XX:MaxVectorSize=16")).isEqualTo("vector 128");
    }

    @Test
    void registersOf256Bits() {
        assertThat(run("-XX:MaxVectorSize=32")).isIn("vector 128", "vector 256");
    }

    /// The processor's own width where it has no 512 bits.
    @Test
    void registersOf512Bits() {
        assertThat(run("-XX:MaxVectorSize=64")).isIn("vector 128", "vector 256", "vector 512");
    }

    @Test
    void avx2() {
        assumeTrue(
                List.of("amd64", "x86_64").contains(ARCHITECTURE),
                "the flag UseAVX exists on x86 only, this is " + ARCHITECTURE);
        assertThat(run("-XX:UseAVX=2")).isIn("vector 128", "vector 256");
    }

    /// Compares the digests of a machine with the flag and returns the description of its kernel.
    private String run(String flag) {
        List<String> lines = digestLines(flag);
        assertThat(lines).as("output under %s", flag).isNotEmpty();
        assertThat(lines.subList(1, lines.size())).as("under %s", flag).isEqualTo(expected);
        return lines.getFirst().substring((DigestMain.PREFIX + "kernel ").length());
    }

    private static List<String> digestLines(String flag) {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                flag,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                folderOf(Trainer.class) + File.pathSeparator + folderOf(DigestMain.class),
                DigestMain.class.getName());
        try {
            Process process = builder.redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output.lines()
                    .filter(line -> line.startsWith(DigestMain.PREFIX))
                    .toList();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("java " + flag + " could not be run", e);
        }
    }

    private static Path folderOf(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(type + " does not come from a folder or jar", e);
        }
    }
}
