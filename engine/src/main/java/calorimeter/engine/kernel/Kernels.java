// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

/// Chooses the kernel: the Vector-API twin, unless the system property `calorimeter.kernel` says `scalar`.
///
/// There is no silent fallback: when the module of the Vector API is not loaded, [#active] says so instead of
/// running slowly.
public final class Kernels {

    public static final String PROPERTY = "calorimeter.kernel";

    private Kernels() {}

    /// @throws IllegalStateException when the Vector API is wanted but its module is not loaded
    /// @throws IllegalArgumentException when the property names no kernel
    public static Kernel active() {
        return switch (System.getProperty(PROPERTY, "vector")) {
            case "vector" -> vector();
            case "scalar" -> scalar();
            case String other ->
                throw new IllegalArgumentException(PROPERTY + " is '" + other + "' but must be 'vector' or 'scalar'");
        };
    }

    /// @throws IllegalStateException when the module of the Vector API is not loaded
    public static Kernel vector() {
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            throw new IllegalStateException("the module jdk.incubator.vector is not loaded: start java with"
                    + " --add-modules jdk.incubator.vector, or choose -D" + PROPERTY + "=scalar");
        }
        return new VectorKernel();
    }

    public static Kernel scalar() {
        return new ScalarKernel();
    }
}
