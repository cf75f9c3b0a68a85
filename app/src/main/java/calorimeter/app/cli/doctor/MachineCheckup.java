package calorimeter.app.cli.doctor;

import calorimeter.engine.kernel.Kernels;
import calorimeter.lab.store.Provenance;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The doctor on the machine: processor, kernel of the numerics, memory.
final class MachineCheckup {

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Pattern FEATURES = Pattern.compile("(?m)^(?:flags|Features)\\s*:\\s*(.*)$");
    private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

    /// What the engine's kernels gain from; x86 above, Arm below.
    private static final Set<String> USEFUL = Set.of(
            "sse4_2", "avx", "avx2", "fma", "avx512f", "avx512dq", "avx512bw", "avx512vl", "asimd", "sve", "sve2");

    private MachineCheckup() {}

    static List<Finding> findings() {
        Provenance here = Provenance.ofThisProcess("", null, "", 1);
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.of("operating_system", "system", here.operatingSystem()));
        findings.add(Finding.of("processor", "processor", here.processor()));
        findings.add(Finding.of("processor_features", "its features", features(read(PROCESSOR))));
        findings.add(kernel());
        findings.add(Finding.of("cores", "cores", Runtime.getRuntime().availableProcessors()));
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        findings.add(Finding.ofBytes("memory_bytes", "memory", system.getTotalMemorySize()));
        findings.add(Finding.of("transparent_huge_pages", "huge pages", hugePages(read(HUGE_PAGES))));
        return findings;
    }

    private static Finding kernel() {
        try {
            String kernel = Kernels.active().description();
            return Finding.of("kernel", "kernel", kernel)
                    .withProblemIf(
                            kernel.startsWith("scalar"),
                            "the scalar kernel is for comparison and slow; remove -D" + Kernels.PROPERTY
                                    + "=scalar from JAVA_OPTS");
        } catch (IllegalStateException | IllegalArgumentException e) {
            return Finding.of("kernel", "kernel", "none").withProblemIf(true, String.valueOf(e.getMessage()));
        }
    }

    /// The useful ones among the features that Linux lists, sorted.
    static String features(String cpuInfo) {
        Matcher line = FEATURES.matcher(cpuInfo);
        if (!line.find()) {
            return "unknown";
        }
        Set<String> useful = new TreeSet<>(Arrays.asList(line.group(1).split("\\s+")));
        useful.retainAll(USEFUL);
        return useful.isEmpty() ? "none of use" : String.join(" ", useful);
    }

    /// Of `always [madvise] never` the choice in brackets.
    static String hugePages(String setting) {
        Matcher chosen = CHOSEN.matcher(setting);
        return chosen.find() ? chosen.group(1) : "unknown";
    }

    /// Empty if the system has no such file.
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException | SecurityException e) {
            return "";
        }
    }
}
