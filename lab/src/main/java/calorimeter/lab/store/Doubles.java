package calorimeter.lab.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Arrays of doubles as bytes: IEEE 754, little-endian, bit for bit.
final class Doubles {

    private Doubles() {}

    static byte[] encode(double[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Double.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asDoubleBuffer().put(values);
        return bytes.array();
    }

    static double[] decode(byte[] bytes) {
        double[] values = new double[bytes.length / Double.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().get(values);
        return values;
    }
}
