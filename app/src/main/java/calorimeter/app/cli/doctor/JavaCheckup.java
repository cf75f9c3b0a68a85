// SPDX-License-Identifier: Apache-2.0
package calorimeter.app.cli.doctor;

import calorimeter.app.cli.text.HumanText;
import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The doctor on the JVM: which one it is, and the options that decide its speed.
final class JavaCheckup {

    /// Options that change the speed of kernels or the memory at hand; not every JVM has each.
    private static final List<String> OPTIONS = List.of(
            "UseAVX",
            "UseSVE",
            "MaxVectorSize",
            "UseTransparentHugePages",
            "UseSerialGC",
            "UseParallelGC",
            "UseG1GC",
            "UseZGC",
            "MaxHeapSize");

    /// A nanda run needs about a tenth of this; reading back a long run's rows takes the rest.
    private static final long LEAST_HEAP = 512L << 20;

    /// The level of the optimising compiler, which alone turns the Vector API into vector instructions.
    private static final String OPTIMISING = "4";

    private static final String SLOW = "the JVM does not optimise, which makes training many times slower; remove -Xint"
            + " and -XX:TieredStopAtLevel from JAVA_OPTS";

    private JavaCheckup() {}

    static void add(Checkup checkup) {
        checkup.add("java", "Java", Runtime.version().toString());
        checkup.add("java_home", "JDK", System.getProperty("java.home"));
        checkup.add("jvm", "JVM", System.getProperty("java.vm.name"));
        addCompiler(checkup);
        List<String> values = new ArrayList<>();
        for (String name : OPTIONS) {
            option(name).filter(value -> !value.equals("false")).ifPresent(value -> values.add(name + "=" + value));
        }
        checkup.add("jvm_options", "JVM options", String.join(" ", values));
        long heap = Runtime.getRuntime().maxMemory();
        checkup.addBytes(
                "max_heap_bytes",
                "largest heap",
                heap,
                heap < LEAST_HEAP
                        ? "a heap of " + HumanText.bytes(heap) + " is too small; set JAVA_OPTS=-Xmx1g or more"
                        : null);
    }

    private static void addCompiler(Checkup checkup) {
        String mode = System.getProperty("java.vm.info", "");
        String level = option("TieredStopAtLevel").orElse(OPTIMISING);
        boolean slow = mode.contains("interpreted") || !level.equals(OPTIMISING);
        checkup.add("compiler", "compiler", mode + (slow ? ", level " + level : ""), slow ? SLOW : null);
    }

    private static Optional<String> option(String name) {
        HotSpotDiagnosticMXBean options = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        try {
            return Optional.ofNullable(options)
                    .map(bean -> bean.getVMOption(name).getValue());
        } catch (IllegalArgumentException notInThisJvm) {
            return Optional.empty();
        }
    }
}
