package calorimeter.engine.kernel;

/// Row strides. Rows are padded to whole stripes so that no kernel needs a masked tail; the padding is zero, in
/// parameters and in activations.
public final class Padding {

    /// 2 KiB in floats: rows that far apart fall on two cache sets only.
    private static final int ALIASING = 512;

    /// Index at which data begins in arrays that the kernels read. Elements of a Java array lie 16 bytes behind
    /// its beginning; where objects are aligned to 64 bytes (the launcher asks for
    /// `-XX:ObjectAlignmentInBytes=64`), twelve more floats bring them to the beginning of a cache line, and no
    /// register is loaded from two lines. Elsewhere only speed is lost.
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
