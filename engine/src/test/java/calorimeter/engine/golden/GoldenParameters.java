// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.golden;

/// The formulas by which golden files do without stored parameters: a hash of an element's index stands for
/// randomness. A twin of `splitmix64`, `fill` and `signs` in `make_engine_goldens.py`.
///
/// Not [calorimeter.engine.random.RandomStream], whose mixing it repeats: a change there must not move the
/// goldens.
public final class GoldenParameters {

    private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
    private static final long PROJECTION_GAMMA = 0xd1342543de82ef95L;

    private GoldenParameters() {}

    /// What a tensor is for, which sets the range of its values.
    public enum Kind {
        /// Token or learned position embedding, [rows × width]: uniform on ±0.5.
        EMBEDDING,
        /// Matrix of a product x W, [in × out]: uniform on ±√(3 / in), of variance 1 / in.
        MATRIX,
        /// Gain of a layer norm: uniform on 1 ± 0.2.
        GAIN,
        /// Any bias: uniform on ±0.2.
        BIAS,
        /// Constants of attention: uniform on 0.5 ± 0.2.
        CONSTANT;

        double scale(int rows) {
            return switch (this) {
                case EMBEDDING -> 0.5;
                case MATRIX -> Math.sqrt(3.0 / rows);
                case GAIN, BIAS, CONSTANT -> 0.2;
            };
        }

        double shift() {
            return switch (this) {
                case GAIN -> 1;
                case CONSTANT -> 0.5;
                case EMBEDDING, MATRIX, BIAS -> 0;
            };
        }
    }

    /// Values of one tensor, row-major and unpadded; a vector is one row.
    ///
    /// @param start number of elements, unpadded, of all tensors before it in the canonical order
    public static float[] fill(long start, int rows, int columns, Kind kind) {
        double scale = kind.scale(rows);
        double shift = kind.shift();
        float[] values = new float[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (scale * (2 * uniform(start + i) - 1) + shift);
        }
        return values;
    }

    /// +1 or −1, the factor of element `i` of a tensor in its random projection `k`.
    public static int sign(long i, int k) {
        return mix((i + 1) * GOLDEN_GAMMA + (k + 1) * PROJECTION_GAMMA) < 0 ? -1 : 1;
    }

    /// Uniform on [0, 1) with 53 bits, a function of the index alone.
    public static double uniform(long index) {
        return (mixed(index) >>> 11) * 0x1.0p-53;
    }

    static long mixed(long index) {
        return mix((index + 1) * GOLDEN_GAMMA);
    }

    /// Finaliser of SplitMix64 (Steele, Lea & Flood, OOPSLA 2014).
    private static long mix(long value) {
        long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
