// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.physics.noether.symmetry.Block;
import calorimeter.physics.noether.symmetry.Symmetry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums of translations: every row of a block is a law.
final class TranslationSums implements Summation {

    /// @param first law of the first row
    private record Rows(View block, int first) {}

    private final List<Rows> blocks = new ArrayList<>();

    TranslationSums(List<Symmetry> symmetries, ParameterLayout layout) {
        int first = 0;
        for (Symmetry symmetry : symmetries) {
            for (Block block : symmetry.blocks()) {
                blocks.add(new Rows(View.of(block, layout), first));
            }
            first += symmetry.laws();
        }
    }

    @Override
    public void sum(float[] position, float @Nullable [] buffer, float[] gradient, Sums signed, Sums sizes) {
        signed.clear();
        sizes.clear();
        for (Rows rows : blocks) {
            add(rows, position, 1, signed.charge, sizes.charge);
            add(rows, gradient, 1, signed.violation, sizes.violation);
            if (buffer != null) {
                add(rows, buffer, -1, signed.radial, sizes.radial);
            }
            for (int row = 0; row < rows.block().rows(); row++) {
                sizes.slope[rows.first() + row] += rows.block().columns();
            }
        }
    }

    /// Column by column where the rows lie beside each other.
    private static void add(Rows rows, float[] x, int sign, double[] signed, double[] sizes) {
        View block = rows.block();
        int factor = sign * block.sign();
        for (int column = 0; block.rowStride() == 1 && column < block.columns(); column++) {
            int from = block.offset() + column * block.columnStride();
            for (int row = 0; row < block.rows(); row++) {
                signed[rows.first() + row] += factor * (double) x[from + row];
                sizes[rows.first() + row] += Math.abs((double) x[from + row]);
            }
        }
        for (int row = 0; block.rowStride() != 1 && row < block.rows(); row++) {
            double sum = 0;
            double size = 0;
            int at = block.offset() + row * block.rowStride();
            for (int column = 0; column < block.columns(); column++, at += block.columnStride()) {
                sum += x[at];
                size += Math.abs((double) x[at]);
            }
            signed[rows.first() + row] += factor * sum;
            sizes[rows.first() + row] += size;
        }
    }
}
