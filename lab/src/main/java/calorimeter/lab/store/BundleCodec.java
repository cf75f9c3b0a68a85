// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.store;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// Rows as bytes of a [BundleFile]: little-endian numbers of 8 bytes, all steps (integers), all wall seconds (doubles),
/// then each column (doubles); and an order of bytes that deflates well.
final class BundleCodec {

    private BundleCodec() {}

    static byte[] encode(RunSeries series) {
        int columns = series.columns().size();
        ByteBuffer out = ByteBuffer.allocate(
                        Math.multiplyExact(Math.multiplyExact(2 + columns, series.size()), Double.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        series.rows().forEach(row -> out.putLong(row.step()));
        series.rows().forEach(row -> out.putDouble(row.wallSeconds()));
        for (int i = 0; i < columns; i++) {
            int column = i;
            series.rows().forEach(row -> out.putDouble(row.value(column)));
        }
        return out.array();
    }

    static List<RunRow> decode(byte[] bytes, int columns) {
        ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int size = bytes.length / Double.BYTES / (2 + columns);
        if (bytes.length != size * (2 + columns) * Double.BYTES) {
            throw new IllegalArgumentException("its rows are not of " + columns + " columns");
        }
        List<RunRow> rows = new ArrayList<>();
        for (int r = 0; r < size; r++) {
            double[] values = new double[columns];
            for (int c = 0; c < columns; c++) {
                values[c] = in.getDouble(Double.BYTES * ((2 + c) * size + r));
            }
            rows.add(new RunRow(in.getLong(Double.BYTES * r), in.getDouble(Double.BYTES * (size + r)), values));
        }
        return rows;
    }

    /// First the first byte of every number, then the second of every number, and so on. Signs and exponents, which
    /// resemble one another, then lie side by side and deflate well; mantissas hardly do. Bytes that are left over
    /// after the last whole number stay at the end.
    ///
    /// @param width bytes of a number
    static byte[] shuffled(byte[] bytes, int width) {
        return transposed(bytes, bytes.length / width, width);
    }

    static byte[] unshuffled(byte[] shuffled, int width) {
        return transposed(shuffled, width, shuffled.length / width);
    }

    /// Reads the bytes as a matrix, row by row, and writes it column by column.
    private static byte[] transposed(byte[] bytes, int rows, int columns) {
        byte[] transposed = bytes.clone();
        for (int i = 0; i < rows * columns; i++) {
            transposed[i % columns * rows + i / columns] = bytes[i];
        }
        return transposed;
    }
}
