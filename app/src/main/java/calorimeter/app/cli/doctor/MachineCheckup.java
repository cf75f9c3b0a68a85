// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.doctor;

import calorimeter.engine.data.image.DataException;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import calorimeter.lab.run.Presets;
import calorimeter.lab.run.SettingValues;
import calorimeter.lab.run.TrainExperiment;
import calorimeter.lab.run.TrainParameters;
import calorimeter.lab.store.Provenance;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The doctor on the machine: processor, kernel of the numerics, memory, and how each preset is computed on it.
final class MachineCheckup {

    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final Path HUGE_PAGES = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");
    private static final Pattern FEATURES = Pattern.compile("(?m)^(?:flags|Features)\\s*:\\s*(.*)$");
    private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

    /// What the engine's kernels gain from; x86 above, Arm below.
    private static final Set<String> USEFUL = Set.of(
            "sse4_2", "avx", "avx2", "fma", "avx512f", "avx512dq", "avx512bw", "avx512vl", "asimd", "sve", "sve2");

    private static final String SCALAR =
            "the scalar kernel is for comparison and slow; remove -D" + Kernels.PROPERTY + "=scalar from JAVA_OPTS";

    private MachineCheckup() {}

    static void add(Checkup checkup) {
        Provenance here = Provenance.ofThisProcess("", null, "", 1);
        checkup.add("operating_system", "system", here.operatingSystem());
        checkup.add("processor", "processor", here.processor());
        checkup.add("processor_features", "its features", features(read(PROCESSOR)));
        Kernel kernel = addKernel(checkup);
        checkup.add("cores", "cores", Runtime.getRuntime().availableProcessors());
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        checkup.addBytes("memory_bytes", "memory", system.getTotalMemorySize(), null);
        checkup.add("transparent_huge_pages", "huge pages", hugePages(read(HUGE_PAGES)));
        if (kernel != null) {
            addPlans(checkup, kernel);
        }
    }

    /// Returns the kernel, or null if there is none.
    private static @Nullable Kernel addKernel(Checkup checkup) {
        try {
            Kernel kernel = Kernels.active();
            boolean scalar = kernel.description().startsWith("scalar");
            checkup.add("kernel", "kernel", kernel.description(), scalar ? SCALAR : null);
            return kernel;
        } catch (IllegalStateException | IllegalArgumentException e) {
            checkup.add("kernel", "kernel", "none", String.valueOf(e.getMessage()));
            return null;
        }
    }

    /// Says how each preset is computed, or which data it lacks: that is no fault of the machine.
    private static void addPlans(Checkup checkup, Kernel kernel) {
        for (Presets preset : Presets.values()) {
            SettingValues values = SettingValues.ofPreset(preset.key());
            checkup.add("plan_" + preset.key(), preset.key(), plan(TrainParameters.of(preset.key(), values), kernel));
        }
    }

    private static List<String> plan(TrainParameters parameters, Kernel kernel) {
        try {
            return TrainExperiment.explain(parameters, kernel);
        } catch (DataException e) {
            return List.of(String.valueOf(e.getMessage()));
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

    /// The choice in brackets of `always [madvise] never`.
    static String hugePages(String setting) {
        Matcher chosen = CHOSEN.matcher(setting);
        return chosen.find() ? chosen.group(1) : "unknown";
    }

    /// The text of a file, empty if the system has no such file.
    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException | SecurityException e) {
            return "";
        }
    }
}
