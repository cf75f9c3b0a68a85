// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.kernel;

/// Strides of rows, and where data begins in an array. Rows are padded with zeros to a multiple of [Kernel#STRIPES], in
/// parameters and in activations, so that no product needs a masked tail.
public final class Padding {

    /// Floats in 2 KiB: rows that far apart share two sets of the first-level cache.
    private static final int ALIASING = 512;

    /// Index at which data begins in arrays that the kernels read. The elements of a Java array begin 16 bytes behind
    /// the object. With `-XX:ObjectAlignmentInBytes=64`, which the launcher sets, twelve floats more reach the next
    /// cache line, so that no register is loaded from two lines. Without it only speed is lost.
    public static final int FIRST = 12;

    private Padding() {}

    /// The smallest multiple of [Kernel#STRIPES] that is ≥ columns: the stride of parameters and gradients.
    public static int round(int columns) {
        return (columns + Kernel.STRIPES - 1) / Kernel.STRIPES * Kernel.STRIPES;
    }

    /// Stride of activations: rounded, plus one stripe when rows would otherwise share cache sets.
    public static int activationStride(int columns) {
        int rounded = round(columns);
        return ALIASING % rounded == 0 || rounded % ALIASING == 0 ? rounded + Kernel.STRIPES : rounded;
    }
}
