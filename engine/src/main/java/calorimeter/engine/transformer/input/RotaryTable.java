package calorimeter.engine.transformer.input;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// Rotary positions: adjacent elements (2f, 2f + 1) of every head turn by position · base^(−2f/headSize). The
/// tables hold a row of the width of all heads for every position, as [Kernel#turnPairs] reads them.
final class RotaryTable {

    private final int width;
    private final float[] cosine;
    private final float[] sine;

    private RotaryTable(int width, float[] cosine, float[] sine) {
        this.width = width;
        this.cosine = cosine;
        this.sine = sine;
    }

    static RotaryTable of(TransformerSettings settings) {
        int width = settings.width();
        int headSize = settings.headSize();
        float[] cosine = new float[Padding.FIRST + settings.sequence() * width];
        float[] sine = new float[cosine.length];
        for (int position = 0; position < settings.sequence(); position++) {
            for (int f = 0; f < headSize / 2; f++) {
                double angle = position * StrictMath.pow(settings.rotaryBase(), -2.0 * f / headSize);
                float c = (float) StrictMath.cos(angle);
                float s = (float) StrictMath.sin(angle);
                for (int head = 0; head < settings.heads(); head++) {
                    int pair = Padding.FIRST + position * width + head * headSize + 2 * f;
                    cosine[pair] = c;
                    cosine[pair + 1] = c;
                    sine[pair] = -s;
                    sine[pair + 1] = s;
                }
            }
        }
        return new RotaryTable(width, cosine, sine);
    }

    /// Turns back, which is also the chain rule of turning.
    RotaryTable inverse() {
        float[] negative = new float[sine.length];
        for (int i = 0; i < sine.length; i++) {
            negative[i] = -sine[i];
        }
        return new RotaryTable(width, cosine, negative);
    }

    /// Turns every head of a row of queries or keys in place.
    void turn(Kernel kernel, Rows rows, int row, int position) {
        kernel.turnPairs(rows.values, rows.at(row), cosine, sine, Padding.FIRST + position * width, width);
    }
}
