package calorimeter.engine.model;

/// cos and sin of the angle by which pair f of a head turns at each position: position · base^(−2f/headSize).
final class RotaryTable {

    private final int headSize;
    private final float[] cosine;
    private final float[] sine;

    RotaryTable(TransformerSettings settings) {
        headSize = settings.headSize();
        int pairs = headSize / 2;
        cosine = new float[settings.sequence() * pairs];
        sine = new float[settings.sequence() * pairs];
        for (int position = 0; position < settings.sequence(); position++) {
            for (int f = 0; f < pairs; f++) {
                double angle = position * StrictMath.pow(settings.rotaryBase(), -2.0 * f / headSize);
                cosine[position * pairs + f] = (float) StrictMath.cos(angle);
                sine[position * pairs + f] = (float) StrictMath.sin(angle);
            }
        }
    }

    /// Turns adjacent pairs (2f, 2f + 1) of every head in a row of queries or keys; `direction` −1 turns back,
    /// which is also the chain rule of turning.
    void turn(Rows rows, int row, int position, int direction) {
        int pairs = headSize / 2;
        int table = position * pairs;
        int offset = rows.at(row);
        for (int i = 0; i < rows.width; i += 2) {
            int f = i % headSize / 2;
            float c = cosine[table + f];
            float s = direction * sine[table + f];
            float x = rows.values[offset + i];
            float y = rows.values[offset + i + 1];
            rows.values[offset + i] = x * c - y * s;
            rows.values[offset + i + 1] = x * s + y * c;
        }
    }
}
