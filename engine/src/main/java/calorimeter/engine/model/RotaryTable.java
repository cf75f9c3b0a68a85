package calorimeter.engine.model;

import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Padding;

/// Rotary positions: adjacent elements (2f, 2f + 1) of every head turn by position · base^(−2f/headSize). The
/// tables hold a row of the width of all heads for every position, as [Kernel#turnPairs] reads them.
final class RotaryTable {

    private final int width;
    private final float[] cosine;
    private final float[] sine;
    private final float[] sineBack;

    RotaryTable(TransformerSettings settings) {
        width = settings.width();
        int count = settings.sequence() * width;
        cosine = new float[Padding.FIRST + count];
        sine = new float[Padding.FIRST + count];
        sineBack = new float[Padding.FIRST + count];
        int headSize = settings.headSize();
        for (int i = 0; i < count; i++) {
            int position = i / width;
            int f = i % width % headSize / 2;
            double angle = position * StrictMath.pow(settings.rotaryBase(), -2.0 * f / headSize);
            float s = (float) StrictMath.sin(angle);
            cosine[Padding.FIRST + i] = (float) StrictMath.cos(angle);
            sine[Padding.FIRST + i] = i % 2 == 0 ? -s : s;
            sineBack[Padding.FIRST + i] = i % 2 == 0 ? s : -s;
        }
    }

    /// Turns every head of a row of queries or keys; turning back is also the chain rule of turning.
    void turn(Kernel kernel, Rows rows, int row, int position, boolean back) {
        int table = Padding.FIRST + position * width;
        kernel.turnPairs(rows.values, rows.at(row), cosine, back ? sineBack : sine, table, width);
    }
}
