// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.training;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;
import java.util.ArrayList;
import java.util.List;

/// Prints the active kernel and the digest of every small preset, intervention and network after some steps:
/// run by [VectorWidthTest] in virtual machines of other register widths.
final class DigestMain {

    /// Marks our lines among the virtual machine's own.
    static final String PREFIX = "digest ";

    static final int STEPS = 8;

    private DigestMain() {}

    public static void main(String[] arguments) {
        Kernel kernel = Kernels.active();
        System.out.println(PREFIX + "kernel " + kernel.description());
        lines(kernel).forEach(System.out::println);
    }

    /// One for every small run.
    static List<String> lines(Kernel kernel) {
        List<String> lines = new ArrayList<>();
        for (SmallPreset preset : SmallPreset.values()) {
            lines.add(PREFIX + preset + " " + Steps.digestAfter(STEPS, preset.settings(), kernel, 1));
        }
        for (SmallIntervention intervention : SmallIntervention.values()) {
            lines.add(PREFIX + intervention + " " + Steps.digestAfter(STEPS, intervention.settings(), kernel, 1));
        }
        for (SmallImageNetwork network : SmallImageNetwork.all()) {
            lines.add(PREFIX + network + " " + network.run(STEPS, kernel, 1));
        }
        return lines;
    }
}
