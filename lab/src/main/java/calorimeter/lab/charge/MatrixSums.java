// SPDX-License-Identifier: Apache-2.0
package calorimeter.lab.charge;

import calorimeter.engine.model.ParameterLayout;
import calorimeter.physics.noether.symmetry.Symmetry;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Sums of matrix rescales: aᵀb over the rows of the blocks, symmetrised, and the angular momentum aᵀv − vᵀa.
///
/// Laws stand by their distance from the diagonal: (0,0), (1,1), …, then (0,1), (1,2), … and so on, so that one pass
/// along a row serves all laws of a distance. Of a wide matrix only the diagonal and the entries beside it are
/// followed: the whole product would cost more than a step of training.
final class MatrixSums implements Summation {

    /// Columns of the widest matrix that is followed whole.
    private static final int WHOLE = 64;

    private static final int BAND = 2;

    private final int columns;
    private final int laws;
    private final View[][] symmetries;
    private final float[] q;
    private final float[] b;
    private final float[] g;
    private final Sums products;

    /// Sums of one symmetry, with plus, as the only law.
    private final Sums traces = new Sums(1);

    private final double[] forth;
    private final double[] back;
    private final double[] momenta;
    private double angularMomentum;

    MatrixSums(List<Symmetry> group, ParameterLayout layout) {
        Symmetry first = group.getFirst();
        columns = columns(first);
        laws = laws(first);
        symmetries = group.stream()
                .map(symmetry -> symmetry.blocks().stream()
                        .map(block -> View.of(block, layout))
                        .toArray(View[]::new))
                .toArray(View[][]::new);
        q = new float[columns];
        b = new float[columns];
        g = new float[columns];
        products = new Sums(laws);
        forth = new double[laws];
        back = new double[laws];
        momenta = new double[laws];
    }

    static int columns(Symmetry symmetry) {
        return symmetry.blocks().getFirst().columns();
    }

    /// The number of laws that are followed.
    static int laws(Symmetry symmetry) {
        int columns = columns(symmetry);
        int laws = 0;
        for (int distance = 0; distance < reach(columns); distance++) {
            laws += columns - distance;
        }
        return laws;
    }

    private static int reach(int columns) {
        return columns <= WHOLE ? columns : BAND;
    }

    @Override
    public double angularMomentum() {
        return angularMomentum;
    }

    @Override
    public void sum(float[] position, float @Nullable [] buffer, float[] gradient, Sums signed, Sums sizes) {
        signed.clear();
        sizes.clear();
        angularMomentum = 0;
        for (int i = 0; i < symmetries.length; i++) {
            Arrays.fill(momenta, 0);
            traces.clear();
            for (View block : symmetries[i]) {
                multiply(block, position, buffer, gradient);
                signed.add(block.sign(), products, i * laws, laws);
                addTraces();
            }
            for (int law = 0; law < laws; law++) {
                sizes.add(1, traces, i * laws + law, 1);
            }
            notice(momenta, traces.charge[0] * traces.kinetic[0]);
        }
    }

    /// The products of one block, with plus, and its part of the angular momenta.
    private void multiply(View block, float[] position, float @Nullable [] buffer, float[] gradient) {
        products.clear();
        Arrays.fill(forth, 0);
        Arrays.fill(back, 0);
        int reach = reach(columns);
        for (int row = 0; row < block.rows(); row++) {
            gather(block, row, position, q);
            gather(block, row, gradient, g);
            addRow(q, q, products.charge, reach);
            addRow(q, g, products.violation, reach);
            addRow(g, q, products.violation, reach);
            if (buffer == null) {
                addRow(g, g, products.slope, reach);
            } else {
                gather(block, row, buffer, b);
                addRow(g, g, products.slope, 1);
                addRow(b, b, products.kinetic, reach);
                addRow(q, b, forth, reach);
                addRow(b, q, back, reach);
            }
        }
        for (int law = 0; law < laws; law++) {
            products.violation[law] /= 2;
            products.radial[law] = -(forth[law] + back[law]) / 2;
            momenta[law] += forth[law] - back[law];
        }
    }

    private void gather(View block, int row, float[] flat, float[] into) {
        int from = block.offset() + row * block.rowStride();
        if (block.columnStride() == 1) {
            System.arraycopy(flat, from, into, 0, columns);
            return;
        }
        for (int column = 0; column < columns; column++) {
            into[column] = flat[from + column * block.columnStride()];
        }
    }

    /// Adds x_i y_j of all laws that far from the diagonal.
    private void addRow(float[] x, float[] y, double[] into, int reach) {
        int law = 0;
        for (int distance = 0; distance < reach; distance++) {
            int count = columns - distance;
            addProducts(x, y, distance, into, law, count);
            law += count;
        }
    }

    private static void addProducts(float[] x, float[] y, int distance, double[] into, int law, int count) {
        for (int i = 0; i < count; i++) {
            into[law + i] += (double) x[i] * y[i + distance];
        }
    }

    private void addTraces() {
        for (int kind = 0; kind < traces.all().size(); kind++) {
            double[] diagonal = products.all().get(kind);
            for (int i = 0; i < columns; i++) {
                traces.all().get(kind)[0] += diagonal[i];
            }
        }
    }

    private void notice(double[] entries, double scale) {
        for (int law = columns; law < laws && scale > 0; law++) {
            angularMomentum = Math.max(angularMomentum, Math.abs(entries[law]) / Math.sqrt(scale));
        }
    }
}
