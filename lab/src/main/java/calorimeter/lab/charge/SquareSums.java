// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.physics.noether.symmetry.Symmetry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums of scale and rescale symmetries, one law each. Blocks of neighbouring laws that lie beside each other, such as
/// the filters of a layer, which are columns, are summed in one pass over their rows.
final class SquareSums implements Summation {

    /// Blocks of the laws first … first + lanes − 1, the first of them and what lies between two.
    private record Sweep(View block, int lanes, int stride, int first) {}

    private final List<Sweep> sweeps = new ArrayList<>();
    private final Sums scratch;

    SquareSums(List<Symmetry> symmetries, ParameterLayout layout) {
        scratch = new Sums(symmetries.size());
        int blocks = symmetries.stream().mapToInt(s -> s.blocks().size()).max().orElseThrow();
        for (int i = 0; i < blocks; i++) {
            int first = 0;
            while (first < symmetries.size()) {
                first = i < symmetries.get(first).blocks().size() ? add(symmetries, i, first, layout) : first + 1;
            }
        }
    }

    /// Adds the longest sweep of i-th blocks from a law on; returns the law behind it.
    private int add(List<Symmetry> symmetries, int i, int first, ParameterLayout layout) {
        View view = View.of(symmetries.get(first).blocks().get(i), layout);
        int stride = 0;
        int end = first + 1;
        while (end < symmetries.size() && i < symmetries.get(end).blocks().size()) {
            View next = View.of(symmetries.get(end).blocks().get(i), layout);
            int distance = next.offset() - view.offset();
            if (end == first + 1) {
                stride = distance;
            }
            if (!view.isLike(next) || stride < 1 || distance != stride * (end - first)) {
                break;
            }
            end++;
        }
        sweeps.add(new Sweep(view, end - first, stride, first));
        return end;
    }

    @Override
    public void sum(float[] position, float @Nullable [] buffer, float[] gradient, Sums signed, Sums sizes) {
        signed.clear();
        sizes.clear();
        for (Sweep sweep : sweeps) {
            scratch.clear();
            add(sweep, position, position, 1, scratch.charge);
            add(sweep, position, gradient, 1, scratch.violation);
            add(sweep, gradient, gradient, 1, scratch.slope);
            if (buffer != null) {
                add(sweep, position, buffer, -1, scratch.radial);
                add(sweep, buffer, buffer, 1, scratch.kinetic);
            }
            signed.add(sweep.block().sign(), scratch, sweep.first(), sweep.lanes());
            sizes.add(1, scratch, sweep.first(), sweep.lanes());
        }
    }

    private static void add(Sweep sweep, float[] x, float[] y, int sign, double[] sums) {
        View block = sweep.block();
        if (sweep.stride() == 1 && sweep.lanes() > 1) {
            for (int row = 0; row < block.rows(); row++) {
                for (int column = 0; column < block.columns(); column++) {
                    int from = block.offset() + row * block.rowStride() + column * block.columnStride();
                    addProducts(x, y, from, sign, sums, sweep.lanes());
                }
            }
            return;
        }
        for (int lane = 0; lane < sweep.lanes(); lane++) {
            for (int row = 0; row < block.rows(); row++) {
                int from = block.offset() + lane * sweep.stride() + row * block.rowStride();
                sums[lane] += sign * product(x, y, from, block.columns(), block.columnStride());
            }
        }
    }

    private static void addProducts(float[] x, float[] y, int from, int sign, double[] sums, int lanes) {
        for (int i = 0; i < lanes; i++) {
            sums[i] += sign * ((double) x[from + i] * y[from + i]);
        }
    }

    /// In four sums, since one alone waits for every one of its additions.
    private static double product(float[] x, float[] y, int from, int count, int stride) {
        double first = 0;
        double second = 0;
        double third = 0;
        double fourth = 0;
        int i = from;
        int quads = count / 4;
        for (int quad = 0; quad < quads; quad++, i += 4 * stride) {
            first += (double) x[i] * y[i];
            second += (double) x[i + stride] * y[i + stride];
            third += (double) x[i + 2 * stride] * y[i + 2 * stride];
            fourth += (double) x[i + 3 * stride] * y[i + 3 * stride];
        }
        for (int rest = 4 * quads; rest < count; rest++, i += stride) {
            first += (double) x[i] * y[i];
        }
        return first + second + (third + fourth);
    }
}
