package calorimeter.engine.kernel;

/// Row strides. Rows are padded to whole stripes so that no kernel needs a masked tail; the padding is zero in
/// parameters
/// and never read as a result in activations.
public final class Padding {

    /// 2 KiB in floats: rows that far apart fall on two cache sets only.
    private static final int ALIASING = 512;

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
