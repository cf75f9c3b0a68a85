// SPDX-License-Identifier: Apache-2.0
package calorimeter.engine.transformer.input;

import calorimeter.engine.computation.Rows;
import calorimeter.engine.kernel.Kernel;
import calorimeter.engine.kernel.Padding;
import calorimeter.engine.transformer.settings.TransformerSettings;

/// Rotary positions: adjacent elements (2f, 2f + 1) of every head turn by position · base^(−2f/headSize). The
/// tables hold a row of the width of all heads for every position, as [Kernel#turnPairs] reads them.
final class RotaryTable {

    private final Kernel kernel;
    private final int width;
    private final float[] cosine;
    private final float[] sine;
    private final float[] negativeSine;

    RotaryTable(TransformerSettings settings, Kernel kernel) {
        this.kernel = kernel;
        width = settings.width();
        cosine = new float[Padding.FIRST + settings.sequence() * width];
        sine = new float[cosine.length];
        negativeSine = new float[cosine.length];
        for (int position = 0; position < settings.sequence(); position++) {
            for (int column = 0; column < width; column += 2) {
                double inHead = column % settings.headSize();
                double angle = position * StrictMath.pow(settings.rotaryBase(), -inHead / settings.headSize());
                fill(Padding.FIRST + position * width + column, angle);
            }
        }
    }

    private void fill(int pair, double angle) {
        float s = (float) StrictMath.sin(angle);
        cosine[pair] = (float) StrictMath.cos(angle);
        cosine[pair + 1] = cosine[pair];
        sine[pair] = -s;
        sine[pair + 1] = s;
        negativeSine[pair] = s;
        negativeSine[pair + 1] = -s;
    }

    /// Turns every head of a row of queries or keys in place.
    void turn(Rows rows, int row, int position) {
        turn(rows, row, position, sine);
    }

    /// Turns back, which is also the chain rule of turning.
    void turnBack(Rows rows, int row, int position) {
        turn(rows, row, position, negativeSine);
    }

    private void turn(Rows rows, int row, int position, float[] sines) {
        kernel.turnPairs(rows.values, rows.at(row), cosine, sines, Padding.FIRST + position * width, width);
    }
}
