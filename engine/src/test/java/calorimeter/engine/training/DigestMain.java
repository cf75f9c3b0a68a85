package calorimeter.engine.training;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Kernels;

/// Prints the active kernel and the digest of every small preset after some steps: run by [VectorWidthTest] in
/// virtual machines of other register widths.
final class DigestMain {

    /// Marks our lines among the virtual machine's own.
    static final String PREFIX = "digest ";

    static final int STEPS = 8;

    private DigestMain() {}

    public static void main(String[] arguments) {
        Kernel kernel = Kernels.active();
        System.out.println(PREFIX + "kernel " + kernel.description());
        for (SmallPreset preset : SmallPreset.values()) {
            System.out.println(PREFIX + line(preset, kernel));
        }
    }

    static String line(SmallPreset preset, Kernel kernel) {
        return preset + " " + Steps.digestAfter(STEPS, preset.settings(), kernel, 1);
    }
}
