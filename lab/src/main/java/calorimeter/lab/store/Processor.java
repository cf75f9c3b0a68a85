// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The name of the processor, which Java does not tell: each system keeps it elsewhere. It is a label for a
/// person, so whatever goes wrong here ends in "unknown" and never stops a run.
final class Processor {

    private static final Path LINUX = Path.of("/proc/cpuinfo");
    private static final String UNKNOWN = "unknown";

    private Processor() {}

    static String modelName() {
        try {
            if (Files.isReadable(LINUX)) {
                return ofCpuInfo(Files.readAllLines(LINUX)).orElse(UNKNOWN);
            }
            String windows = System.getenv("PROCESSOR_IDENTIFIER");
            return windows != null ? windows : ofMac().orElse(UNKNOWN);
        } catch (IOException e) {
            return UNKNOWN;
        }
    }

    /// From the lines of Linux's /proc/cpuinfo. Arm kernels print no model name but numbers for maker and part.
    static Optional<String> ofCpuInfo(List<String> lines) {
        Optional<String> name = field(lines, "model name");
        if (name.isPresent()) {
            return name;
        }
        Optional<String> maker = field(lines, "CPU implementer");
        Optional<String> part = field(lines, "CPU part");
        return maker.flatMap(m -> part.map(p -> "Arm implementer " + m + " part " + p));
    }

    private static Optional<String> field(List<String> lines, String key) {
        for (String line : lines) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).strip().equals(key)) {
                return Optional.of(line.substring(colon + 1).strip());
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofMac() throws IOException {
        Path tool = Path.of("/usr/sbin/sysctl");
        if (!Files.isExecutable(tool)) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder(tool.toString(), "-n", "machdep.cpu.brand_string").start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            boolean ended = process.waitFor(1, TimeUnit.SECONDS);
            return ended && !answer.isEmpty() ? Optional.of(answer) : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
